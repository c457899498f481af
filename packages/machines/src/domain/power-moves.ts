import { allows, type PowerAction, type StateAllowing, type StateBefore } from '@cloudapp/contracts/instance-state';
import type { StopRule } from '@cloudapp/contracts/stop-words';
import { counter, toMicros } from '@cloudapp/data/counters';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { StartRefusalCode } from '@cloudapp/contracts/failure-codes';
import type { Actor } from './actor.ts';
import { earlierCosts, moveTo, revise, unbilledMicros, type Change, type Notes } from './change.ts';
import { deletionFrom } from './deletion-day.ts';
import { activityOf, auditOf } from './entries.ts';
import { addressesOf, lasting, launchOf, passing, proofOf, remainsOf } from './facts.ts';
import { failureOf, startRefusalOf } from './failures.ts';
import { later, leaseEnd, limits } from './limits.ts';
import { receiptOf } from './receipt.ts';

/** What stops a machine, and the words that tell it. */
export interface StopReason {
  readonly rule: StopRule;
  readonly text: string;
  /** What shows it, where more than the rule is to be told. */
  readonly detail?: string;
}

type PowerMoves = {
  readonly [Action in PowerAction]: (record: InstanceIn<StateAllowing<Action>>, now: Date, actor: Actor) => Change;
};

/** What each action does to a machine whose state allows it. */
const powerMoves: PowerMoves = {
  start: (record, now, actor) => starting(record, now, actor),
  stop: (record, now, actor) => stopping(record, now, { rule: 'person', text: 'Stopping', actor }),
  reboot: (record, now, actor) => rebooting(record, now, actor),
  terminate: (record, now, actor) => terminating(record, now, actor),
};

/** What an action changes; undefined where the machine's state does not allow it. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties the move to the states that allow it
export function powered<Action extends PowerAction>(
  action: Action,
  record: InstanceRecord,
  now: Date,
  actor: Actor,
): Change | undefined {
  const move = powerMoves[action];
  return allows(record, action) ? move(record, now, actor) : undefined;
}

/** It stops by a person, a rule or somebody at AWS. A stop by its hours is foretold: it happens at the same time each day. */
export function stopping(
  record: InstanceIn<'ready'>,
  now: Date,
  { rule, text, detail, actor }: StopReason & { readonly actor?: Actor },
): Change {
  return moveTo<'stopping'>(
    record,
    {
      ...lasting(record),
      ...launchOf(record),
      ...proofOf(record),
      ...addressesOf(record),
      state: 'stopping',
      billedSince: record.billedSince,
      deadlineAt: later(now, limits.stopMs),
      stopCause: {
        rule,
        ...(detail !== undefined && { detail }),
        ...(actor && { by: { id: actor.id, name: actor.name } }),
      },
    },
    now,
    {
      activity: activityOf(rule === 'person' || rule === 'outside' ? text : `${text}: stopping`, actor),
      audit: {
        ...auditOf(record, 'machine-stopped', actor, actor ? undefined : text),
        ...(rule === 'hours' && { isForetold: true }),
      },
    },
  );
}

/** @param keptDays for how long it is kept while it is off; undefined for ever */
export function stopped(record: InstanceIn<StateBefore<'stopped'>>, now: Date, keptDays?: number): Change {
  const isOutside = record.state !== 'stopping';
  const text = isOutside ? 'Stopped outside CloudApp' : 'Stopped';
  return moveTo<'stopped'>(
    record,
    {
      ...lasting(record),
      ...launchOf(record),
      ...proofOf(record),
      state: 'stopped',
      billedSince: now.toISOString(),
      deletion: deletionFrom(now, keptDays),
      stopCause: isOutside ? { rule: 'outside' } : record.stopCause,
    },
    now,
    { activity: activityOf(text), ...(isOutside && { audit: auditOf(record, 'machine-stopped', undefined, text) }) },
  );
}

/** AWS did not start it: it is as it was before, and knows why. It has not run, so that its disk alone is charged. */
export function notStarted(
  record: InstanceIn<'starting'>,
  now: Date,
  code: StartRefusalCode,
  detail?: string,
): Change<InstanceIn<'stopped'>> {
  const startRefusal = startRefusalOf(record, code, detail);
  const { message } = startRefusal;
  const { booked, counts } = offUntil(record, now);
  const { billedSince } = booked;
  return moveTo<'stopped'>(
    booked,
    { ...lasting(record), ...launchOf(record), ...proofOf(record), state: 'stopped', billedSince, startRefusal },
    now,
    { activity: activityOf(message), audit: auditOf(record, 'machine-start-refused', undefined, message), ...counts },
  );
}

/** EC2 took the start of a machine that was off until now. */
export function startTaken(record: InstanceIn<'starting'>, now: Date, reason: string | undefined): Change {
  const { booked, counts } = offUntil(record, now);
  return revise(booked, now, { startTaken: { at: now.toISOString(), reason } }, counts);
}

/** Its disk alone is charged for the time in which it has not run. */
function offUntil(record: InstanceIn<'starting'>, now: Date) {
  const off = { ...record, ratePerHourMicros: toMicros(record.prices.diskPerHour) };
  const diskMicros = unbilledMicros(off, now);
  return {
    booked: { ...record, billedSince: now.toISOString(), costMicros: record.costMicros + diskMicros },
    counts: { counters: { [counter.cost(record.blueprint.id)]: diskMicros }, earlier: earlierCosts(off, now) },
  };
}

/** Why a machine starts where neither a person nor somebody at AWS started it, and until when it runs at least. */
export interface RuledStart {
  readonly text: string;
  readonly until: Date;
}

export function starting(
  record: InstanceIn<'stopped'>,
  now: Date,
  actor?: Actor,
  { text: why, until = now }: Partial<RuledStart> = {},
): Change<InstanceIn<'starting'>> {
  const text = actor ? 'Starting' : (why ?? 'Started outside CloudApp');
  const lease = leaseEnd(now, record.durationHours);
  return moveTo<'starting'>(
    record,
    {
      ...lasting(record),
      ...launchOf(record),
      ...proofOf(record),
      state: 'starting',
      runsSince: now.toISOString(),
      billedSince: now.toISOString(),
      deadlineAt: later(now, limits.startMs),
      budgetStop: undefined,
      leaseEndsAt: lease < until.toISOString() ? until.toISOString() : lease,
      bootBefore: record.position.boot,
      startedByAdministratorAt: actor && actor.id !== record.owner.id ? now.toISOString() : undefined,
    },
    now,
    {
      activity: activityOf(text, actor),
      audit: auditOf(record, 'machine-started', actor, actor ? undefined : text),
    },
  );
}

function rebooting(record: InstanceIn<'ready'>, now: Date, actor: Actor): Change {
  return moveTo<'rebooting'>(
    record,
    {
      ...lasting(record),
      ...launchOf(record),
      ...proofOf(record),
      ...addressesOf(record),
      state: 'rebooting',
      billedSince: record.billedSince,
      leaseEndsAt: record.leaseEndsAt,
      deadlineAt: later(now, limits.startMs),
      bootBefore: record.position.boot,
      isRebootSent: false,
    },
    now,
    { activity: activityOf('Rebooting', actor), audit: auditOf(record, 'machine-rebooted', actor) },
  );
}

export function terminating(record: InstanceIn<StateBefore<'terminating'>>, now: Date, actor?: Actor): Change {
  const text = actor ? 'Ending the machine' : 'Ended outside CloudApp';
  return ending(record, now, actor ? {} : { failure: failureOf(record, 'ended-outside') }, {
    activity: activityOf(text, actor),
    audit: auditOf(record, 'machine-terminated', actor, actor ? undefined : text),
  });
}

/** CloudApp itself ends it, by a rule of which its owner was warned. */
export function deleted(record: InstanceIn<'stopped' | 'failed'>, now: Date, why: string): Change {
  return ending(
    record,
    now,
    {},
    {
      activity: activityOf(`${why}: deleting it`),
      audit: auditOf(record, 'machine-terminated', undefined, `${why}. ${receiptOf(record, now)}`),
    },
  );
}

function ending(
  record: InstanceIn<StateBefore<'terminating'>>,
  now: Date,
  more: Partial<InstanceIn<'terminating'>>,
  notes: Notes,
): Change {
  return moveTo<'terminating'>(
    record,
    { ...lasting(record), ...remainsOf(record), state: 'terminating', ...more },
    now,
    notes,
  );
}

/** A failed machine ends, and its place in its owner's quota is another's at once. */
export function replaced(record: InstanceIn<'failed'>, now: Date, actor: Actor): Change {
  const change = terminating(record, now, actor);
  return { ...change, next: { ...change.next, holdsQuota: false } };
}

export function terminated(record: InstanceIn<StateBefore<'terminated'>>, now: Date): Change {
  const isOutside = record.state !== 'terminating';
  const { failure = isOutside ? failureOf(record, 'ended-outside') : undefined } = passing(record);
  const change = moveTo<'terminated'>(
    record,
    {
      ...lasting(record),
      ...remainsOf(record),
      state: 'terminated',
      address: undefined,
      privateAddress: undefined,
      billedSince: undefined,
      failure,
      holdsQuota: false,
    },
    now,
    {
      dropsIntent: true,
      counters: { [counter.net(record.blueprint.id)]: -1 },
      ...(isOutside && { audit: auditOf(record, 'machine-terminated', undefined, 'Ended outside CloudApp') }),
    },
  );
  const text = isOutside ? 'Ended outside CloudApp' : 'Ended; the disk is deleted';
  return { ...change, activity: [activityOf(`${text}. ${receiptOf(change.next, now)}`)] };
}

/** Both of two equal extensions at once mean one: the second changes nothing. */
const sameMs = 60_000;

/** @returns nothing where the machine has this time already */
export function extended(
  record: InstanceIn<StateAllowing<'extend'>>,
  now: Date,
  hours: number,
  actor: Actor,
): Change | undefined {
  const detail = record.state === 'stopped' ? `Will run ${hours} h from its next start` : `Runs ${hours} h from now`;
  const notes = { activity: activityOf(detail, actor), audit: auditOf(record, 'machine-extended', actor, detail) };
  if (record.state === 'stopped') {
    const deletion = record.deletion && deletionFrom(now, record.deletion.keptDays);
    return revise(record, now, { durationHours: hours, deletion }, notes);
  }
  const leaseEndsAt = leaseEnd(now, hours);
  const difference = Date.parse(leaseEndsAt) - Date.parse(record.leaseEndsAt);
  if (hours === record.durationHours && difference < sameMs) return undefined;
  const patch = { durationHours: hours, leaseEndsAt, extendedAt: now.toISOString() };
  return revise(record, now, patch, notes);
}
