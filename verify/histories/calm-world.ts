import { Chance } from './chance.ts';
import { Faults } from './faults.ts';
import type { Surroundings } from './running-process.ts';
import { VirtualTime } from './virtual-time.ts';
import { World } from './world.ts';

const begin = new Date('2026-03-02T09:00:00Z');
const minuteMs = 60_000;
const noFaults = { call: { dynamodb: 0, ec2: 0, s3: 0, sns: 0, kms: 0 }, kill: 0 };

/** A world in which nothing goes wrong by chance, on its own clock. */
export interface CalmWorld {
  readonly world: World;
  readonly around: Surroundings;
  /** Lets minutes pass, with what the clocks of the functions bring in each. */
  readonly passMinutes: (minutes: number) => Promise<void>;
}

/** Lets something happen in a world of so many people, whose replicas run by then. */
export async function inCalmWorld<Outcome>(
  { seed, people, replicas }: { readonly seed: number; readonly people: number; readonly replicas: number },
  happen: (calm: CalmWorld) => Promise<Outcome>,
): Promise<Outcome> {
  const chance = new Chance(seed);
  const time = new VirtualTime(begin, chance.random);
  const around = { time, chance, faults: new Faults(chance, noFaults, time.now) };
  const world = new World(around, replicas);
  const passMinutes = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      await Promise.all([world.count(), world.reconcile(), time.sleep(minuteMs)]);
    }
  };
  const outcomes: Outcome[] = [];
  const live = async () => {
    await world.addPeople(people);
    void world.keepReplicas();
    await time.sleep(1_000);
    outcomes.push(await happen({ world, around, passMinutes }));
  };
  try {
    await time.run(live());
  } finally {
    time.end();
  }
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('Nothing has happened');
  return outcome;
}
