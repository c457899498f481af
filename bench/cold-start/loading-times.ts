import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Program {
  readonly code: Uint8Array;
  readonly variables: Readonly<Record<string, string>>;
}

/** @returns for each module the processor milliseconds of its fastest round, from the start of a process of its own until it is loaded */
export function loadingTimes(rounds: number, programs: Readonly<Record<string, Program>>): ReadonlyMap<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudapp-cold-start-'));
  const times = new Map<string, number>();
  const fileOf = (name: string) => join(folder, `${name}.mjs`);
  try {
    for (const [name, { code }] of Object.entries(programs)) writeFileSync(fileOf(name), code);
    for (let round = 0; round < rounds; round++) {
      for (const [name, { variables }] of Object.entries(programs)) {
        times.set(name, Math.min(times.get(name) ?? Infinity, loadOnce(fileOf(name), variables)));
      }
    }
    return times;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The processor's time, which is the clock's on a computer that does nothing else, and hardly changes on one that does. */
const tellTime = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000); process.exit();';

function loadOnce(file: string, variables: Readonly<Record<string, string>>): number {
  const load = `await import(${JSON.stringify(pathToFileURL(file).href)}); ${tellTime}`;
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', load], {
    env: { AWS_REGION: 'eu-west-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...variables },
    timeout: 60_000,
  });
  return Number(told);
}
