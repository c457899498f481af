import { inCalmWorld } from './calm-world.ts';
import { findings } from './checker.ts';
import { runInstancesBucket } from '../../local/ec2/request-tokens.ts';
import type { World } from './world.ts';

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

const pressMs = 10_000;

/** Everybody of a class presses Launch within ten seconds, before one replica of the service and an EC2 with its documented bucket. */
export async function runClass(people: number, seed: number): Promise<ClassOutcome> {
  return await inCalmWorld({ seed, people, replicas: 1 }, async ({ world, around, passMinutes }) => {
    const { time, chance } = around;
    const waits: number[] = [];
    await Promise.all(
      world.people.map(async (person) => {
        await time.sleep(chance.between(0, pressMs));
        const pressedAt = time.now();
        await person.launch();
        waits.push(time.now() - pressedAt);
      }),
    );
    await passMinutes(Math.ceil((1.1 * people) / runInstancesBucket.perSecond / 60) + 2);
    await world.close();
    return { findings: (await findings(world, around)).all, ...figuresOf(world, waits) };
  });
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
