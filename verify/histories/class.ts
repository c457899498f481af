import { Chance } from './chance.ts';
import { findings } from './checker.ts';
import { runInstancesBucket } from '../../local/ec2/request-tokens.ts';
import { Faults } from './faults.ts';
import { VirtualTime } from './virtual-time.ts';
import { World } from './world.ts';

/** What comes of a class whose people all press Launch. Times are the simulated clock's: of calls and pauses, not of this computer. */
export interface ClassOutcome {
  /** What is not as it must be, in words. */
  readonly findings: readonly string[];
  readonly machines: number;
  /** How long the slowest but one in a hundred waited for the answer, in milliseconds. */
  readonly acceptedMs: number;
  readonly refused: number;
  /** From the first launch at EC2 to the last, over the shortest that EC2's bucket allows. */
  readonly overFloor: number;
  /** Launches that EC2 took no notice of, since too many came. */
  readonly throttled: number;
}

const begin = new Date('2026-03-02T09:00:00Z');
const pressMs = 10_000;
const calm = { call: { dynamodb: 0, ec2: 0, s3: 0, sns: 0, kms: 0 }, kill: 0 };

/** Everybody of a class presses Launch within ten seconds, before one replica of the service and an EC2 with its documented bucket. */
export async function runClass(people: number, seed: number): Promise<ClassOutcome> {
  const chance = new Chance(seed);
  const time = new VirtualTime(begin, chance.random);
  const around = { time, chance, faults: new Faults(chance, calm, time.now) };
  const world = new World(around, 1);
  const waits: number[] = [];
  const found: string[] = [];
  try {
    await time.run(
      (async () => {
        await world.addPeople(people);
        void world.keepReplicas();
        await time.sleep(1_000);
        await Promise.all(
          world.people.map(async (person) => {
            await time.sleep(chance.between(0, pressMs));
            const pressedAt = time.now();
            await person.launch();
            waits.push(time.now() - pressedAt);
          }),
        );
        const minutes = Math.ceil((1.1 * people) / runInstancesBucket.perSecond / 60) + 2;
        for (let minute = 0; minute < minutes; minute++) {
          await Promise.all([world.count(), world.reconcile(), time.sleep(60_000)]);
        }
        await world.close();
        found.push(...(await findings(world, around)).all);
      })(),
    );
    return { findings: found, ...figuresOf(world, waits) };
  } finally {
    time.end();
  }
}

function figuresOf({ aws, people }: World, waits: readonly number[]): Omit<ClassOutcome, 'findings'> {
  const launches = aws.ec2.instances.map(({ launchedAt }) => launchedAt).sort((a, b) => a - b);
  const tookMs = (launches.at(-1) ?? 0) - (launches[0] ?? 0);
  const floorMs = ((launches.length - runInstancesBucket.size) / runInstancesBucket.perSecond) * 1000;
  const sorted = [...waits].sort((a, b) => a - b);
  return {
    machines: launches.length,
    acceptedMs: Math.round(sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0),
    refused: people.flatMap(({ wishes }) => wishes).filter(({ answered }) => answered.size !== 1).length,
    overFloor: Math.round((tookMs / floorMs) * 1000) / 1000,
    throttled: aws.ec2.refusedLaunches,
  };
}
