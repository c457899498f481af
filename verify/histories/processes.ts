import { RefusedError } from '../../microservices/provision-instance/src/application/refused-error.ts';
import type { StrictDynamoDb } from '../../local/strict-dynamodb/strict-dynamodb.ts';
import type { Aws } from './aws.ts';
import { databaseOf } from './database.ts';
import type { Agents, Report } from './guests.ts';
import type { Parts, Replica } from './replica.ts';
import { RunningProcess, type Surroundings } from './running-process.ts';

/** What processes of the product run on. */
export interface Ground {
  readonly store: StrictDynamoDb;
  readonly aws: Aws;
  readonly agents: Agents;
}

/** What a machine waits for an answer. */
const reportPatienceMs = 10_000;
const largestClockFaultMs = 4 * 60_000;
/** How long Lambda lets a run go on. */
const runMs = 55_000;

/** A process whose clock is wrong now and then, while things go wrong. */
export function newProcess(around: Surroundings, name: string): RunningProcess {
  const { chance, faults } = around;
  const isClockWrong = faults.isOn && chance.happens(0.4);
  const clockOffMs = isClockWrong
    ? chance.between(-largestClockFaultMs, largestClockFaultMs)
    : chance.between(-200, 200);
  return new RunningProcess(name, around, clockOffMs);
}

/** What a process reaches the product's surroundings with. */
export function partsOf({ chance }: Surroundings, { store, aws, agents }: Ground, process: RunningProcess): Parts {
  const probe = {
    answers: (address: string) =>
      process.step(async () => Promise.resolve(agents.answersAt(address, aws.ec2.instances))),
  };
  return { process, database: databaseOf(store, process, () => chance.digits(32)), aws, probe, chance };
}

/** A function's run, for as long as Lambda lets it go on. @returns whether it came to its end, and well */
export async function runFunction(
  { time, chance }: Surroundings,
  process: RunningProcess,
  run: Promise<unknown>,
): Promise<boolean> {
  const isWell = await Promise.race([
    run.then(
      () => true,
      () => false,
    ),
    time.sleep(runMs).then(() => {
      process.kill();
      return false;
    }),
  ]);
  if (chance.happens(0.5)) process.kill();
  return isWell;
}

/** How machines report: to whichever replica there is. */
export function reportThrough({ time, chance }: Surroundings, replicas: () => readonly Replica[]): Report {
  return async ({ instanceId, token }, event) => {
    const present = replicas();
    if (present.length === 0) return 'not-now';
    const { process, reports } = chance.oneOf(present);
    const taken = reports.take(instanceId, token, event, process.clock()).then(
      () => 'yes' as const,
      (error: unknown) =>
        error instanceof RefusedError && error.code === 'ended' ? ('never-again' as const) : ('not-now' as const),
    );
    return await Promise.race([taken, time.sleep(reportPatienceMs).then(() => 'not-now' as const)]);
  };
}
