import type { Attention } from '@cloudapp/data/instance-record';
import type { Keeper } from '@cloudapp/machines/application/keeper';
import type { Ec2, TaggedInstance } from '@cloudapp/machines/application/ports';
import type { Sweep } from '@cloudapp/machines/application/sweep';
import type { Observed } from '@cloudapp/machines/domain/observed';

export interface ReconcileParts {
  readonly machines: {
    readonly ec2: Pick<Ec2, 'listOwn'>;
    readonly keeper: Pick<Keeper, 'workOnDue'>;
    readonly sweep: Pick<Sweep, 'run'>;
  };
  readonly clock: () => Date;
  /** No further machines are taken after this; what was taken is finished. */
  readonly stopAt: Date;
}

export interface ReconcileResult {
  /** EC2 instances that carry our tags. */
  readonly instances: number;
  /** Machines that this run took further. */
  readonly machines: number;
  /** Whether time ran out; the next run goes on. */
  readonly isUnfinished: boolean;
}

/** How many machines are worked on at the same time. */
const batch = 10;

/**
 * One run: machines that are due, then strays. Two runs at once, or a run beside the services, share the work: each
 * machine is claimed by one of them. A machine that cannot be taken further is due again when its claim ends, so that it
 * keeps nobody else waiting.
 */
export async function reconcile({ machines, clock, stopAt }: ReconcileParts): Promise<ReconcileResult> {
  const own = await machines.ec2.listOwn();
  const observations = byId(own);
  let taken = 0;
  for (const attention of ['active', 'settled'] as const) {
    taken += await workOff(machines, attention, observations, { clock, stopAt });
  }
  await machines.sweep.run(own, clock());
  return { instances: own.length, machines: taken, isUnfinished: clock() >= stopAt };
}

async function workOff(
  machines: ReconcileParts['machines'],
  attention: Attention,
  observations: ReadonlyMap<string, Observed>,
  { clock, stopAt }: Pick<ReconcileParts, 'clock' | 'stopAt'>,
): Promise<number> {
  let total = 0;
  while (clock() < stopAt) {
    // Machines on the move are asked for one by one: what EC2 said at the start of the run is soon out of date.
    const taken = await machines.keeper.workOnDue(attention, batch, attention === 'settled' ? observations : undefined);
    total += taken;
    if (taken === 0) break;
  }
  return total;
}

/** Without instances that EC2 is about to forget or does not show: for those it is asked again. */
function byId(instances: readonly TaggedInstance[]): Map<string, Observed> {
  return new Map(instances.map((instance) => [instance.ec2InstanceId, instance]));
}
