import type { UserRepository } from '@cloudapp/data/user-repository';
import type { CalendarRenewal } from '@cloudapp/machines/application/calendar-renewal';
import type { Keeper } from '@cloudapp/machines/application/keeper';
import type { Ec2 } from '@cloudapp/machines/application/ports';
import type { MachineRules } from '@cloudapp/machines/application/machine-rules';
import type { Knowledge, Review } from '@cloudapp/machines/application/review';
import type { Sweep } from '@cloudapp/machines/application/sweep';

export interface ReconcileParts {
  readonly machines: {
    readonly ec2: Pick<Ec2, 'listOwn'>;
    readonly owners: Pick<UserRepository, 'listStopOrders'>;
    readonly keeper: Pick<Keeper, 'workOnDue'>;
    readonly review: Pick<Review, 'work' | 'workOnDue'>;
    readonly calendarRenewal: Pick<CalendarRenewal, 'run'>;
    readonly sweep: Pick<Sweep, 'run'>;
    readonly rules: Pick<MachineRules, 'ofAll'>;
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

/** How many machines on the move are worked on at the same time. */
const batch = 10;
/** How many that rest are looked at by one call; with 100,000 of them, some 1,700 are due each minute. */
const reviewBatch = 2000;
/** Those that EC2 has otherwise are few, unless a zone fails: then time is looked at between so many. */
const suspectBatch = 100;

/**
 * One run: machines on the move that are due, then what EC2 has otherwise than it should be, then those at rest whose time has come, then the calendars that these follow. Two
 * runs at once, or a run beside the services, share the work: each machine is written by one of them. A machine that cannot be
 * taken further is due again when its claim ends, so that it keeps nobody else waiting.
 */
export async function reconcile({ machines, clock, stopAt }: ReconcileParts): Promise<ReconcileResult> {
  const { ec2, owners, keeper, review, calendarRenewal, sweep, rules } = machines;
  const hasTime = () => clock() < stopAt;
  let taken = await workOff(() => keeper.workOnDue(batch), hasTime);
  const askedAt = clock();
  const [instances, orders, { keptDays }] = await Promise.all([
    ec2.listOwn(),
    owners.listStopOrders(),
    rules.ofAll(askedAt),
  ]);
  const observations = new Map(instances.map((one) => [one.ec2InstanceId, one]));
  const suspects = await sweep.run(observations, orders, clock());
  const knowledge: Knowledge = { observations, askedAt, orders, keptDays };
  for (let start = 0; start < suspects.length && hasTime(); start += suspectBatch) {
    taken += await review.work(suspects.slice(start, start + suspectBatch), knowledge);
  }
  taken += await workOff(() => review.workOnDue(reviewBatch, knowledge), hasTime);
  // Last, since it waits for whoever answers there.
  taken += await calendarRenewal.run(hasTime);
  return { instances: instances.length, machines: taken, isUnfinished: !hasTime() };
}

async function workOff(work: () => Promise<number>, hasTime: () => boolean): Promise<number> {
  let total = 0;
  while (hasTime()) {
    const taken = await work();
    total += taken;
    if (taken === 0) break;
  }
  return total;
}
