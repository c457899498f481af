import type { Rates } from '../histories/faults.ts';
import type { Troubles } from './troubles.ts';
import type { YearWorld } from './year-world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** An attempt without an answer ends after a quarter of an hour, and pauses double up to 16 minutes. */
const longestPauseMs = 33 * minuteMs;

/** What goes wrong with each call while things are at their worst. */
export const storm: Rates = {
  call: { dynamodb: 0.0015, ec2: 0.02, s3: 0.02, sns: 0.02, kms: 0.005 },
  kill: 0.0006,
};

/** Lets happen to the product what a year brings, until an instant. @param everyDays days between two of a kind, on average */
export async function bringDisasters(
  world: YearWorld,
  troubles: { readonly machines: Troubles; readonly mails: Troubles },
  until: number,
  everyDays: number,
): Promise<void> {
  const { time, chance, faults } = world.around;
  const again = async (share: number, bring: () => Promise<void>) => {
    for (;;) {
      await time.sleep(chance.between(0.5, 1.5) * everyDays * share * dayMs);
      if (world.now + 8 * hourMs > until) return;
      await bring();
    }
  };
  const lasting = async (ms: number, of: readonly Troubles[]) => {
    for (const one of of) one.add(world.now, world.now + ms);
    await time.sleep(ms);
  };
  const { machines, mails } = troubles;
  await Promise.all([
    again(1, async () => {
      faults.begin();
      await lasting(chance.between(10, 40) * minuteMs, [machines, mails]);
      faults.end();
    }),
    again(1.6, async () => {
      world.isReconcilerDown = true;
      await lasting(chance.between(1, 6) * hourMs, [machines]);
      world.isReconcilerDown = false;
      world.disturb();
    }),
    again(1.5, async () => {
      world.ses.isDown = true;
      mails.add(world.now, world.now + hourMs + longestPauseMs);
      await time.sleep(hourMs);
      world.ses.isDown = false;
    }),
    again(1.2, async () => {
      const ends = world.now + chance.between(10, 60) * minuteMs;
      world.witness.refusesStartsUntil = ends;
      world.aws.ec2.refuseStarts(ends - world.now + time.now());
      await time.sleep(ends - world.now);
    }),
    again(0.5, async () => {
      await stopOne(world);
    }),
  ]);
}

/** Somebody stops a machine at AWS, or its hardware fails. */
async function stopOne(world: YearWorld): Promise<void> {
  const { chance, time } = world.around;
  const running = world.aws.ec2.instances.filter(({ power, launchedAt }) => {
    return power === 'running' && time.now() - launchedAt > hourMs;
  });
  if (running.length === 0) return;
  const { id, machineId } = chance.oneOf(running);
  if (world.witness.machines.get(machineId)?.state !== 'ready') return;
  world.witness.stoppedOutside.set(machineId, world.now);
  world.disturb();
  await world.aws.ec2.send('StopInstancesCommand', { InstanceIds: [id] });
}
