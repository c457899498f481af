import type { FailureCode } from '@cloudapp/contracts/failure-codes';
import type { StateBefore } from '@cloudapp/contracts/instance-state';
import { counter } from '@cloudapp/data/counters';
import type { InstanceIn, LaunchIntent } from '@cloudapp/data/instance-record';
import { moveTo, revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';
import { addressesOf, lasting, launchOf, passing, proofOf, remainsOf } from './facts.ts';
import { failureOf } from './failures.ts';
import { startLearnt } from './hours-moves.ts';
import { lessonOf } from './lessons.ts';
import { later, leaseEnd, limits } from './limits.ts';
import type { FoundInstance } from './observed.ts';

/** EC2 takes only so many launches a second: it has its turn later, and its time from then on. */
export function queued(record: InstanceIn<'requested'>, now: Date, launchAt: Date): Change<InstanceIn<'requested'>> {
  const patch = { launchAt: launchAt.toISOString(), deadlineAt: later(launchAt, limits.launchMs) };
  return revise(record, now, patch, {
    activity: activityOf('Waiting for its turn: AWS takes only so many launches a second'),
  });
}

/** EC2 is about to be asked. Noted first, so that a machine that is ended meanwhile knows that one may come. */
export function noteLaunch(record: InstanceIn<'requested'>, now: Date): Change<InstanceIn<'requested'>> {
  return revise(record, now, { launchAttempts: record.launchAttempts + 1, lastLaunchAt: now.toISOString() });
}

/** The zone has no room: the next attempt is another request, stored before it is made. */
export function movedElsewhere(record: InstanceIn<'requested'>, now: Date, intent: LaunchIntent): Change {
  const notes = { activity: activityOf('AWS has no room in one of our zones; trying another one') };
  return { ...revise(record, now, {}, notes), intent };
}

export function launched(
  record: InstanceIn<'requested'>,
  now: Date,
  { ec2InstanceId, address, privateAddress }: FoundInstance,
): Change<InstanceIn<'launching'>> {
  return moveTo<'launching'>(
    record,
    {
      ...lasting(record),
      state: 'launching',
      ec2InstanceId,
      address,
      privateAddress,
      lastLaunchAt: record.lastLaunchAt ?? now.toISOString(),
      billedSince: now.toISOString(),
      deadlineAt: later(now, limits.firstReportMs),
      leaseEndsAt: leaseEnd(now, record.durationHours),
    },
    now,
    { dropsIntent: true, activity: activityOf('AWS took the launch; waiting for the machine to start') },
  );
}

/** EC2's answer has come to light when its machine had failed or was to end; it is known, and charged, until it is gone. */
export function foundLate<Ending extends InstanceIn<'terminating' | 'failed'>>(
  record: Ending,
  now: Date,
  { ec2InstanceId, address, privateAddress }: FoundInstance,
): Change<Ending> {
  const patch = { ec2InstanceId, address, privateAddress, billedSince: now.toISOString() };
  return revise<InstanceIn<'terminating' | 'failed'>>(record, now, patch, { dropsIntent: true }) as Change<Ending>;
}

/** EC2 says what keeps the machine from starting: as long as it says so, the machine is given its time anew. */
export function waiting(record: InstanceIn<'launching'>, now: Date, waitingFor: string): Change {
  return revise(record, now, { waitingFor, deadlineAt: later(now, limits.firstReportMs) });
}

export function installing(record: InstanceIn<'launching'>, now: Date): Change<InstanceIn<'installing'>> {
  return moveTo<'installing'>(
    record,
    {
      ...lasting(record),
      ...launchOf(record),
      ...addressesOf(record),
      state: 'installing',
      billedSince: record.billedSince,
      leaseEndsAt: record.leaseEndsAt,
      deadlineAt: later(now, record.installLimitSeconds * 1000),
    },
    now,
    { activity: activityOf('The machine started and begins to install') },
  );
}

/** Everything that a machine must have shown before people may use it. */
export interface Proof {
  readonly address: string;
  readonly privateAddress: string;
  readonly checkedBoot: number;
  readonly hostKeys: readonly string[];
}

export function ready(record: InstanceIn<StateBefore<'ready'>>, now: Date, proof: Proof): Change<InstanceIn<'ready'>> {
  const { billedSince, leaseEndsAt } = record;
  const facts = {
    ...lasting(record),
    ...launchOf(record),
    ...proof,
    billedSince,
    leaseEndsAt,
    state: 'ready',
  } as const;
  if (record.state !== 'installing') {
    const { readyAt } = proofOf(record);
    const learnt = record.state === 'starting' ? { startSeconds: startLearnt(record, now) } : {};
    return moveTo<'ready'>(record, { ...facts, ...learnt, readyAt }, now, { activity: activityOf('Ready again') });
  }
  const seconds = Math.max(0, (now.getTime() - Date.parse(record.createdAt)) / 1000);
  const blueprintId = record.blueprint.id;
  return moveTo<'ready'>(record, { ...facts, readyAt: now.toISOString() }, now, {
    activity: activityOf(`Ready after ${Math.round(seconds)} s`),
    audit: auditOf(record, 'machine-ready'),
    counters: { [counter.ready(blueprintId)]: 1, [counter.secondsToReady(blueprintId, seconds)]: 1 },
    learnt: lessonOf(record, seconds),
  });
}

interface FailureDetails {
  readonly detail?: string | undefined;
  readonly stepId?: string | undefined;
}

export function failed(
  record: InstanceIn<StateBefore<'failed'>>,
  now: Date,
  code: FailureCode,
  details: FailureDetails = {},
): Change<InstanceIn<'failed'>> {
  const failure = failureOf(record, code, details);
  const { readyAt, leaseEndsAt } = passing(record);
  return moveTo<'failed'>(
    record,
    {
      ...lasting(record),
      ...remainsOf(record),
      state: 'failed',
      failure,
      leaseEndsAt,
      ...((code === 'ended-outside' || code === 'disk-key') && { billedSince: undefined }),
      ...(endsInstance.has(code) && { leaseEndsAt: undefined }),
    },
    now,
    {
      dropsIntent: true,
      activity: activityOf(failure.message),
      audit: auditOf(record, 'machine-failed', undefined, failure.message),
      ...(readyAt === undefined && { counters: { [counter.failed(record.blueprint.id)]: 1 } }),
    },
  );
}

/** Failures after which there is no instance that could be stopped later. */
const endsInstance = new Set<FailureCode>(['ended-outside', 'disk-key', 'capacity', 'account-limit', 'unauthorised']);
