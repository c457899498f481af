import { isUnannounced } from '@cloudapp/machines/domain/schedule';
import { inCalmWorld, type CalmWorld } from './calm-world.ts';
import { findings } from './checker.ts';
import { lookOn } from './onlookers.ts';
import { readStored } from './stored.ts';
import type { World } from './world.ts';

/** What S3 and SNS may be found to do in an outage. */
export interface Outage {
  /** Each launches one machine while it lasts. */
  readonly people: number;
  readonly minutes: number;
  readonly seed: number;
  /** Whether S3 and SNS are gone; if not, all goes well in the same time, to compare. */
  readonly isOn: boolean;
}

/** What comes of it; times are the simulated clock's. */
export interface OutageOutcome {
  /** What is not as it must be once all is over, in words. */
  readonly findings: readonly string[];
  readonly launches: number;
  readonly refused: number;
  readonly signIns: number;
  readonly looks: number;
  /** Sign-ins and looks at the statistics that were not answered. */
  readonly inVain: number;
  /** Machines whose record or message was still missing 30 s after both were back, without the one whose record S3 refuses for good. */
  readonly behind: number;
  /** How long the slowest machine took from the answer of its launch until it was ready, in seconds. */
  readonly slowestReadySeconds: number;
  /** Messages about the machine whose record is refused, when the others were caught up. */
  readonly messagesOfPoisoned: number;
}

const minuteMs = 60_000;
const catchUpMs = 30_000;
const calmMinutes = 5;

/** People launch machines before two replicas of the service while S3 and SNS are gone; S3 goes on to refuse one record when they are back. */
export async function runOutage(outage: Outage): Promise<OutageOutcome> {
  const { seed, people } = outage;
  return await inCalmWorld({ seed, people, replicas: 2 }, (calm) => pass(calm, outage));
}

async function pass(calm: CalmWorld, { people, minutes, isOn }: Outage): Promise<OutageOutcome> {
  const { world, around, passMinutes } = calm;
  const { time, chance, faults } = around;
  const over = time.now() + minutes * minuteMs;
  if (isOn) faults.gone = ['s3', 'sns'];
  const looking = lookOn(world.calm, around, over);
  const launching = Promise.all(
    world.people.map(async (person, index) => {
      // The last have time to be answered.
      await time.sleep(index === 0 ? 1 : chance.between(0, (minutes - 0.5) * minuteMs));
      await person.launch();
      if (index === 0) world.aws.poisoned = [...(person.wishes[0]?.answered ?? [])][0];
    }),
  );
  await passMinutes(minutes);
  await launching;
  faults.gone = [];
  await time.sleep(catchUpMs);
  const { poisoned } = world.aws;
  const late = (await readStored(world.calm.database)).machines.filter(isUnannounced);
  const messagesOfPoisoned = world.aws.messages.filter(({ machineId }) => machineId === poisoned).length;
  world.aws.poisoned = undefined;
  await passMinutes(calmMinutes);
  await world.close();
  return {
    findings: (await findings(world, around)).all,
    ...(await looking),
    launches: people,
    refused: world.people.flatMap(({ wishes }) => wishes).filter(({ answered }) => answered.size !== 1).length,
    behind: late.filter(({ instanceId }) => instanceId !== poisoned).length,
    slowestReadySeconds: await slowestReady(world),
    messagesOfPoisoned,
  };
}

async function slowestReady(world: World): Promise<number> {
  const { audit } = await readStored(world.calm.database);
  const at = (action: string) =>
    new Map(audit.filter((event) => event.action === action).map((event) => [event.subject?.id, Date.parse(event.at)]));
  const asked = at('machine-requested');
  const waits = [...at('machine-ready')].map(([id, ready]) => (ready - (asked.get(id) ?? ready)) / 1000);
  return Math.max(...waits);
}
