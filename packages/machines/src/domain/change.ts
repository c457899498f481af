import type { InstanceState, StateBefore } from '@cloudapp/contracts/instance-state';
import type { NewAuditEvent } from '@cloudapp/data/audit-item';
import { addCounters, counter, gauge, toMicros } from '@cloudapp/data/counters';
import type { InstanceIn, InstanceRecord, LaunchIntent } from '@cloudapp/data/instance-record';
import type { NewActivity } from '@cloudapp/data/activity';
import { addLedgers, type Posting } from '@cloudapp/data/quota-ledger';
import type { Sealed } from '@cloudapp/data/sealed';
import { amountsByHour, type Counts, type EarlierCount } from './counted-by-hour.ts';
import { passing } from './facts.ts';
import { schedule } from './schedule.ts';
import { shareOf } from './share.ts';

type Numbers = Readonly<Record<string, number>>;

/** Everything that one transaction writes about one machine. */
export interface Change<Next extends InstanceRecord = InstanceRecord> extends Counts {
  readonly next: Next;
  readonly activity: readonly NewActivity[];
  readonly audit: readonly NewAuditEvent[];
  readonly releasesQuota: boolean;
  /** What changes in its owner's ledger, and the budget that must have room for it. */
  readonly posting: Posting;
  readonly dropsIntent: boolean;
  readonly secrets?: Sealed | undefined;
  /** What EC2 is asked for from now on. */
  readonly intent?: LaunchIntent | undefined;
}

/** What is written besides the machine itself. */
export interface Notes {
  readonly counters?: Numbers;
  readonly earlier?: Change['earlier'];
  readonly activity?: NewActivity;
  readonly audit?: NewAuditEvent;
  readonly learnt?: Change['learnt'];
  readonly dropsIntent?: boolean;
}

type Patch<Record> = Record extends unknown ? Partial<Omit<Record, 'state' | 'version'>> : never;

const hourMs = 3_600_000;

/** What the time since `billedSince` costs, in millionths of a dollar. */
export function unbilledMicros(record: InstanceRecord, now: Date): number {
  const { billedSince } = passing(record);
  if (billedSince === undefined) return 0;
  const elapsedMs = Math.max(0, now.getTime() - Date.parse(billedSince));
  return Math.round((record.ratePerHourMicros * elapsedMs) / hourMs);
}

/** Milliseconds since `billedSince` for which it is charged as running, and not for its disk alone. */
export function uncountedRunMs(record: InstanceRecord, now: Date): number {
  const { billedSince } = passing(record);
  if (billedSince === undefined || record.ratePerHourMicros <= toMicros(record.prices.diskPerHour)) return 0;
  return Math.max(0, now.getTime() - Date.parse(billedSince));
}

/** The part of the cost that belongs to hours before this one. */
export function earlierCosts(record: InstanceRecord, now: Date): EarlierCount[] {
  const { billedSince } = passing(record);
  if (billedSince === undefined) return [];
  const name = counter.cost(record.blueprint.id);
  return amountsByHour(new Date(billedSince), now, (at) => unbilledMicros(record, at)).flatMap(({ at, amount }) =>
    amount === 0 ? [] : [{ at, counters: { [name]: amount } }],
  );
}

/** What a machine costs from now on, in millionths of a dollar an hour. */
function rateFrom(before: InstanceRecord, next: InstanceRecord): number {
  const { billedSince, address, isOff } = passing(next);
  if (billedSince === undefined) return 0;
  if (next.state === 'stopped' || isOff === true) return toMicros(next.prices.diskPerHour);
  // Whether it ran or was stopped before, until it is gone.
  if (next.state === 'terminating' && passing(before).billedSince !== undefined) return before.ratePerHourMicros;
  return toMicros(runningPerHour(next) - (address === undefined ? next.prices.addressPerHour : 0));
}

/** What a machine with a public address costs while it runs, in dollars an hour. */
export function runningPerHour({ size, prices }: InstanceRecord): number {
  return size.pricePerHour + prices.diskPerHour + prices.addressPerHour;
}

/** Changes a machine within its state, and books what it has cost until now. */
export function revise<Now extends InstanceRecord>(
  record: Now,
  now: Date,
  patch: Patch<Now> | Record<string, never> = {},
  notes: Notes = {},
): Change<Now> {
  return write(record, { ...record, ...patch }, now, notes);
}

/** Moves a machine into another state, which the table of transitions must have right after its present one. */
export function moveTo<State extends InstanceState>(
  record: InstanceIn<StateBefore<State>>,
  next: InstanceIn<State>,
  now: Date,
  notes: Notes = {},
): Change<InstanceIn<State>> {
  const change = write(record, { ...next, stateChangedAt: now.toISOString() }, now, notes);
  return { ...change, gauges: addCounters(change.gauges, stateGauges(record, next.state)) };
}

function write<Next extends InstanceRecord>(before: InstanceRecord, next: Next, now: Date, notes: Notes): Change<Next> {
  const micros = unbilledMicros(before, now);
  const isBilled = passing(next).billedSince !== undefined;
  const ratePerHourMicros = rateFrom(before, next);
  const difference = ratePerHourMicros - before.ratePerHourMicros;
  const booked = {
    ...next,
    version: before.version + 1,
    costMicros: before.costMicros + micros,
    ...(before.ranMs !== undefined && { ranMs: before.ranMs + uncountedRunMs(before, now) }),
    ratePerHourMicros,
    ...(isBilled && { billedSince: now.toISOString() }),
  };
  const costUntil = (at: Date) => before.costMicros + unbilledMicros(before, at);
  const { share, changes } = shareOf(before.share, costUntil, booked, now);
  return {
    next: { ...booked, share, ...schedule(booked, now) },
    counters: addCounters(micros === 0 ? {} : { [counter.cost(before.blueprint.id)]: micros }, notes.counters),
    earlier: [...earlierCosts(before, now), ...(notes.earlier ?? [])],
    gauges: difference === 0 ? {} : { [gauge.costPerHour]: difference },
    activity: notes.activity ? [notes.activity] : [],
    audit: notes.audit ? [notes.audit] : [],
    learnt: notes.learnt,
    releasesQuota: before.holdsQuota && next.state === 'terminated',
    posting: { changes },
    dropsIntent: notes.dropsIntent ?? false,
  };
}

/** The gauges of living machines: terminated ones are counted nowhere. */
function stateGauges(record: InstanceRecord, state: InstanceState): Numbers {
  const left = { [gauge.machinesInState(record.state)]: -1 };
  if (state === 'terminated') return { ...left, [gauge.machinesOfBlueprint(record.blueprint.id)]: -1 };
  return { ...left, [gauge.machinesInState(state)]: 1 };
}

/** Two changes of a machine, one after the other, as one. */
export function followedBy<Next extends InstanceRecord>(first: Change, second: Change<Next>): Change<Next> {
  return {
    next: { ...second.next, version: first.next.version },
    counters: addCounters(first.counters, second.counters),
    earlier: [...first.earlier, ...second.earlier],
    gauges: addCounters(first.gauges, second.gauges),
    activity: [...first.activity, ...second.activity],
    audit: [...first.audit, ...second.audit],
    learnt: second.learnt ?? first.learnt,
    releasesQuota: first.releasesQuota || second.releasesQuota,
    posting: {
      changes: addLedgers(first.posting.changes, second.posting.changes),
      limit: second.posting.limit ?? first.posting.limit,
    },
    dropsIntent: first.dropsIntent || second.dropsIntent,
    secrets: second.secrets ?? first.secrets,
    intent: second.intent ?? first.intent,
  };
}

/** The change, with numbers that belong to the same transaction: DynamoDB takes one write of an item in each. */
export function counting(change: Change, counters: Numbers, gauges: Numbers): Change {
  return { ...change, counters: addCounters(change.counters, counters), gauges: addCounters(change.gauges, gauges) };
}

/** The change, if its owner's budget has room for what is planned more by it. @param limit in millionths of a dollar; undefined for none */
export function within(change: Change, limit: number | undefined): Change {
  return { ...change, posting: { ...change.posting, limit } };
}
