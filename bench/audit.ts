/**
 * How long an export of 100,000 entries of the audit log takes to be proven, from its file on, and how many of 1,000 random manipulations
 * are found and named as what they are: `npx tsx bench/audit.ts`. A seed (`--seed 7`) repeats the manipulations.
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { proveExport } from '@cloudapp/audit-proof/export-proof';
import { drawing } from '@cloudapp/audit-proof/testing/draw';
import { manipulations } from '@cloudapp/audit-proof/testing/manipulations';
import { newKey, sampleExport } from '@cloudapp/audit-proof/testing/sample-export';
import { report } from './figures/figures.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
const entries = 100_000;
const rounds = 1_000;
const limitSeconds = 10;

const key = newKey();
const stranger = newKey();

async function secondsToProve(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const file = join(folder, 'audit.jsonl');
  writeFileSync(file, textOf(sampleExport(key, { days: 10, entries: entries / 10 })).join('\n'));
  const start = performance.now();
  const { proven, findings } = await proveExport(createInterface({ input: createReadStream(file) }), key.publicKey);
  const seconds = (performance.now() - start) / 1000;
  rmSync(folder, { recursive: true });
  if (proven !== entries || findings.length > 0)
    throw new Error(`${proven} entries are proven, ${findings.length} things wrong`);
  return seconds;
}

async function countFound(): Promise<number> {
  const whole = sampleExport(key, { days: 4, entries: 100 });
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const draw = drawing(Number(values.seed) * rounds + round);
    const manipulation = manipulations[draw(manipulations.length)];
    if (manipulation === undefined) continue;
    const { findings } = await proveExport(textOf(manipulation.apply([...whole], draw, stranger)), key.publicKey);
    const kinds = new Set(findings.map(({ kind }) => kind));
    if (manipulation.found.every((kind) => kinds.has(kind))) found += 1;
    else console.error(`round ${round}: ${manipulation.name} is called ${[...kinds].join(', ') || 'nothing'}`);
  }
  return found;
}

function textOf(lines: readonly object[]): string[] {
  return lines.map((line) => JSON.stringify(line));
}

await report('audit', 'npx tsx bench/audit.ts', [
  {
    what: `proving an export of ${entries.toLocaleString('en')} audit entries of ten days`,
    unit: 's',
    reached: await secondsToProve(),
    goal: { atMost: limitSeconds },
  },
  {
    what: `of ${rounds.toLocaleString('en')} random manipulations of an export, found and named as what they are`,
    unit: '',
    reached: await countFound(),
    goal: { atLeast: rounds },
    remark: `${manipulations.length} kinds, chosen by seed ${values.seed}`,
  },
]);
