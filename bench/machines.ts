/**
 * Boots every blueprint for real, logs in to each, and prints how long each step took.
 *
 *     npx tsx bench/machines.ts [--only postgresql,redis] [--at-once 2] [--json FILE] [--table docs/blueprint-times.md]
 */
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { logIn, openMachineBench, type MachineBench } from './machines/machine-bench.ts';
import { pageOfTimes, type Row } from './machines/table.ts';

const GOOD = 'ready, logged in';
const READY_TIMEOUT_SECONDS = 1800;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    'at-once': { type: 'string', default: '1' },
    json: { type: 'string' },
    table: { type: 'string' },
  },
});

const bench = await openMachineBench((line) => {
  console.error(line);
});
try {
  const wanted = values.only?.split(',');
  const queue = bench.blueprints.filter(({ id }) => wanted?.includes(id) ?? true);
  const rows: Row[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const row = await measure(bench, next);
      rows.push(row);
      print(row);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, worker));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
  if (values.table !== undefined) await writeFile(values.table, pageOfTimes(rows, new Date(), loadavg()[2] ?? 0));
  if (rows.some(({ outcome }) => outcome !== GOOD)) process.exitCode = 1;
} finally {
  await bench.close();
}

async function measure(bench: MachineBench, blueprint: BlueprintDefinition): Promise<Row> {
  const machine = bench.newMachine(blueprint);
  const launchedAt = Date.now();
  await bench.backend.boot(machine.spec);
  try {
    const last = await bench.receiver.waitFor(
      machine.id,
      ({ type }) => type === 'check-passed' || type === 'check-failed' || type === 'step-failed',
      READY_TIMEOUT_SECONDS,
    );
    const steps = bench.receiver.events(machine.id).flatMap(({ event }) => {
      if (event.type !== 'step-finished') return [];
      const expectedSeconds = blueprint.steps.find(({ id }) => id === event.stepId)?.expectedSeconds ?? 0;
      return [{ id: event.stepId, seconds: event.seconds, expectedSeconds }];
    });
    const row = { blueprint: blueprint.id, readySeconds: (last.atMilliseconds - launchedAt) / 1000, steps };
    if (last.event.type !== 'check-passed') {
      const output = 'output' in last.event ? last.event.output : '';
      const stepId = 'stepId' in last.event ? last.event.stepId : 'check';
      return { ...row, outcome: `${last.event.type} (${stepId})`, output };
    }
    const login = { userName: blueprint.userName, hostKeys: last.event.hostKeys };
    const answer = await logIn(bench, machine, login, 'id --user --name && sudo --non-interactive id --user');
    const isLoggedIn = answer === `${blueprint.userName}\n0\n`;
    const outcome = isLoggedIn ? GOOD : `ready, but the login answered ${answer}`;
    return { ...row, outcome, checkSeconds: last.event.seconds };
  } finally {
    await bench.backend.terminate(machine.id);
  }
}

function print(row: Row): void {
  const steps = row.steps.map(({ id, seconds, expectedSeconds }) => `${id} ${seconds.toFixed(1)} (${expectedSeconds})`);
  const check = row.checkSeconds === undefined ? '' : ` | check ${row.checkSeconds.toFixed(1)}`;
  console.log(
    `${row.blueprint.padEnd(20)} ${row.outcome.padEnd(18)} ${row.readySeconds?.toFixed(1) ?? '-'} s | ${steps.join(' | ')}${check}`,
  );
  if (row.output !== undefined) console.log(row.output.replaceAll(/^/gm, '    '));
}
