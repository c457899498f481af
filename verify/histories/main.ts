/**
 * Random histories of machines on a simulated clock, with the faults of a real cloud at every call, against the checker.
 *
 *     npx tsx verify/histories/main.ts [--histories 2000] [--seed 1] [--minutes 30] [--processes 2]
 *     npx tsx verify/histories/main.ts --seed 4711 --histories 1     tells also what went wrong in it
 *     npx tsx verify/histories/main.ts --bugs                        whether the checker finds each bug of bugs.ts
 */
import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { bugs } from './bugs.ts';
import { findBug, mostHistories } from './find-bug.ts';
import { runHistory, type Outcome } from './history.ts';

const largestSeed = 2 ** 31;
const portion = 20;

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    processes: { type: 'string', default: '2' },
    bugs: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
  },
});
const histories = Number(values.histories);
const firstSeed = values.seed === undefined ? randomInt(1, largestSeed) : Number(values.seed);

if (values.worker) await work();
else if (values.bugs) await findBugs();
else await runAll();

/** Runs portions of histories that it is told, one after another. */
async function work(): Promise<void> {
  process.on('message', (first: number) => {
    void (async () => {
      const outcomes: Outcome[] = [];
      for (let seed = first; seed < first + portion; seed++) outcomes.push(await runHistory(seed));
      process.send?.(outcomes);
    })();
  });
  await once(process, 'disconnect');
}

async function runAll(): Promise<void> {
  console.log(`${histories} histories from seed ${firstSeed}`);
  const until = Date.now() + Number(values.minutes) * 60_000;
  const start = performance.now();
  const total = { histories: 0, machines: 0, faults: 0, kills: 0, wrong: 0 };
  const isOver = () => total.histories >= histories || Date.now() > until;
  let next = firstSeed;
  const take = (outcome: Outcome): void => {
    total.histories += 1;
    total.machines += outcome.machines;
    total.faults += outcome.faults.length;
    total.kills += outcome.faults.filter(({ what }) => what === 'killed').length;
    if (outcome.findings.length > 0) total.wrong += 1;
    tell(outcome);
  };
  if (histories < portion) {
    while (!isOver()) take(await runHistory(next++));
  } else {
    await Promise.all(
      Array.from({ length: Number(values.processes) }, async () => {
        const child = fork(import.meta.filename, ['--worker']);
        while (!isOver() && next < firstSeed + histories) {
          child.send(next);
          next += portion;
          const [outcomes] = (await once(child, 'message')) as [Outcome[]];
          for (const outcome of outcomes) take(outcome);
          process.stderr.write(`\r${total.histories} of ${histories}, ${total.wrong} wrong `);
        }
        child.disconnect();
      }),
    );
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `\n${JSON.stringify({ ...total, seconds: Math.round(seconds), perSecond: Math.round((total.histories / seconds) * 10) / 10 })}`,
  );
  process.exitCode = total.wrong === 0 ? 0 : 1;
}

function tell({ seed, findings, faults }: Outcome): void {
  if (findings.length > 0) console.log(`\nseed ${seed}:\n  ${findings.join('\n  ')}`);
  if (histories > 1) return;
  for (const { at, process: name, what } of faults) console.log(`  ${(at / 1000).toFixed(1)} s ${name}: ${what}`);
}

async function findBugs(): Promise<void> {
  let found = 0;
  for (const bug of bugs) {
    const finding = await findBug(bug, firstSeed);
    if (finding) found += 1;
    const told = finding ? `history ${finding.history}: ${finding.what}` : `not found in ${mostHistories} histories`;
    console.log(`${bug.name}\n  ${told}`);
  }
  console.log(`${found} of ${bugs.length} found, from seed ${firstSeed}`);
  process.exitCode = found === bugs.length ? 0 : 1;
}
