/**
 * A year of machines on a simulated clock, with people, rules, zones and faults at random, against a checker that works everything out anew.
 *
 *     npx tsx verify/year/main.ts [--machines 200] [--days 366] [--seed 1] [--minutes 15] [--processes 2]
 *     npx tsx verify/year/main.ts --seed 4711 --only      the same part of a year again
 *     npx tsx verify/year/main.ts --bugs                  whether the checker finds each bug of bugs-of-year.ts
 */
import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { bugsOfYear } from './bugs-of-year.ts';
import { findBugOfYear, mostStretches } from './find-bug-of-year.ts';
import { runYear, type Plan } from './run-year.ts';
import type { YearOutcome } from './summary.ts';

const largestSeed = 2 ** 31;
/** How many machines share one simulated ground; more of them are several, side by side. */
const machinesOfPart = 25;

const { values } = parseArgs({
  options: {
    machines: { type: 'string', default: '200' },
    days: { type: 'string', default: '366' },
    begin: { type: 'string', default: '2027-10-01T00:00:00Z' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '15' },
    processes: { type: 'string', default: '2' },
    only: { type: 'boolean', default: false },
    bugs: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
  },
});
const firstSeed = values.seed === undefined ? randomInt(1, largestSeed) : Number(values.seed);
const endsAt = Date.now() + Number(values.minutes) * 60_000;

interface Part {
  readonly seed: number;
  readonly machines: number;
  /** Of this computer's clock; the part ends by then. */
  readonly endsAt: number;
}

type Told = { readonly day: number } | { readonly outcome: YearOutcome };

if (values.worker) await work();
else if (values.bugs) await findBugs();
else await runAll();

function planOf({ seed, machines, endsAt: end }: Part): Plan {
  return {
    seed,
    machines,
    begin: new Date(values.begin),
    days: Number(values.days),
    disastersEveryDays: 8,
    deedsEveryHours: 40,
    looksEveryHours: 12,
    tellsEveryDays: 8,
    isTimeUp: () => Date.now() > end,
  };
}

/** Lives through parts of a year that it is told, one after another. */
async function work(): Promise<void> {
  const tell = (told: Told) => process.send?.(told);
  process.on('message', (part: Part) => {
    void runYear({ ...planOf(part), onDay: (day) => tell({ day }) }).then((outcome) => tell({ outcome }));
  });
  await once(process, 'disconnect');
}

function partsOfAll(): Part[] {
  const count = values.only ? 1 : Math.ceil(Number(values.machines) / machinesOfPart);
  const processes = Math.min(count, Number(values.processes));
  const rounds = Math.ceil(count / processes);
  const share = (endsAt - Date.now()) / rounds;
  return Array.from({ length: count }, (_, index) => ({
    seed: firstSeed + index,
    machines: Math.min(machinesOfPart, Number(values.machines) - index * machinesOfPart),
    endsAt: Date.now() + share * (Math.floor(index / processes) + 1),
  }));
}

async function runAll(): Promise<void> {
  const parts = partsOfAll();
  console.log(`${values.machines} machines for ${values.days} days in ${parts.length} parts, from seed ${firstSeed}`);
  const start = performance.now();
  const outcomes: YearOutcome[] = [];
  const next = [...parts];
  const lived = new Map<number, number>();
  const live = async () => {
    const child = fork(import.meta.filename, ['--worker', '--days', values.days, '--begin', values.begin]);
    for (let part = next.shift(); part !== undefined; part = next.shift()) {
      child.send(part);
      for (;;) {
        const [told] = (await once(child, 'message')) as [Told];
        if ('outcome' in told) {
          outcomes.push(told.outcome);
          tell(told.outcome);
          break;
        }
        lived.set(part.seed, told.day);
        const days = [...lived.values()].reduce((sum, day) => sum + day, 0);
        process.stderr.write(`\r${days} of ${parts.length * Number(values.days)} days `);
      }
    }
    child.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(parts.length, Number(values.processes)) }, live));
  sumUp(outcomes, (performance.now() - start) / 1000);
}

function tell({ seed, findings }: YearOutcome): void {
  if (findings.length > 0) console.log(`\nseed ${seed}:\n  ${findings.join('\n  ')}`);
}

function sumUp(outcomes: readonly YearOutcome[], seconds: number): void {
  const sum = (number: (outcome: YearOutcome) => number) => outcomes.reduce((total, one) => total + number(one), 0);
  const cents = (dollars: number) => Math.round(dollars * 100) / 100;
  const total = {
    days: sum(({ days }) => days) / outcomes.length,
    machines: sum(({ machines }) => machines),
    entries: sum(({ entries }) => entries),
    starts: sum(({ starts }) => starts),
    stops: sum(({ stops }) => stops),
    stopsBy: stopsBy(outcomes),
    warnings: sum(({ warnings }) => warnings),
    deletions: sum(({ deletions }) => deletions),
    mails: sum(({ mails }) => mails),
    faults: sum(({ faults }) => faults),
    dollars: cents(sum(({ dollars }) => dollars)),
    dollarsCounted: cents(sum(({ dollarsCounted }) => dollarsCounted)),
    findings: sum(({ findings }) => findings.length),
    seconds: Math.round(seconds),
  };
  console.log(`\n${JSON.stringify(total)}`);
  process.exitCode = total.findings === 0 ? 0 : 1;
}

function stopsBy(outcomes: readonly YearOutcome[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const outcome of outcomes)
    for (const [rule, count] of Object.entries(outcome.stopsBy)) total[rule] = (total[rule] ?? 0) + count;
  return total;
}

async function findBugs(): Promise<void> {
  let count = 0;
  for (const bug of bugsOfYear) {
    const found = await findBugOfYear(bug, firstSeed);
    if (found) count += 1;
    const told = found ? `seed ${found.seed}: ${found.what}` : `not found in ${mostStretches} stretches of time`;
    console.log(`${bug.name}\n  ${told}`);
  }
  console.log(`${count} of ${bugsOfYear.length} found, from seed ${firstSeed}`);
  process.exitCode = count === bugsOfYear.length ? 0 : 1;
}
