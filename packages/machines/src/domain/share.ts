import type { InstanceState } from '@cloudapp/contracts/instance-state';
import { monthAfter, monthOf, startOfMonth } from '@cloudapp/contracts/months';
import { projectedCost } from '@cloudapp/contracts/projected-cost';
import { toMicros } from '@cloudapp/data/counters';
import type { InstanceIn, InstanceRecord, Share } from '@cloudapp/data/instance-record';
import type { Ledger, LedgerEntry } from '@cloudapp/data/quota-ledger';
import { passing } from './facts.ts';
import { leaseEnd } from './limits.ts';

/** A machine's part of its owner's ledger, and what that changes in it. */
export interface Shared {
  readonly share: Share;
  readonly changes: Ledger;
}

/** Less than a tenth of a cent is not worth a write: so much the ledger may differ from what is true of a machine. */
const toleranceMicros = 1000;

type Priced = Pick<InstanceRecord, 'size' | 'prices'>;

/** What a machine costs with a public address, in millionths of a dollar an hour. */
function ratesOf({ size, prices }: Priced) {
  const off = toMicros(prices.diskPerHour);
  return { off, running: toMicros(size.pricePerHour + prices.diskPerHour + prices.addressPerHour) };
}

/** The part of a machine that is asked for now. */
export function firstShare(record: Priced & Pick<InstanceRecord, 'durationHours'>, now: Date): Share {
  const month = monthOf(now);
  const run = { from: now.getTime(), runsUntil: Date.parse(leaseEnd(now, record.durationHours)) };
  const entry = (of: string) => [of, { spent: 0, planned: projectedCost(ratesOf(record), run, of) }] as const;
  return { month, costAtStart: 0, told: Object.fromEntries([entry(month), entry(monthAfter(month))]) };
}

/**
 * What a machine's part is after a change.
 * @param costUntil what it had cost until an instant, in millionths of a dollar
 * @param record as it is from now on, with what it has cost until now
 */
export function shareOf(
  known: Share | undefined,
  costUntil: (at: Date) => number,
  record: InstanceRecord,
  now: Date,
): Shared {
  const { month: first, costAtStart, told } = known ?? unknown(costUntil, now);
  // A clock that goes wrong does not take a month back.
  const month = first > monthOf(now) ? first : monthOf(now);
  const amounts: Record<string, LedgerEntry> = {};
  let start = costAtStart;
  for (let over = first; over < month; over = monthAfter(over)) {
    const end = costUntil(new Date(startOfMonth(monthAfter(over))));
    amounts[over] = { spent: end - start, planned: end - start };
    start = end;
  }
  const spent = record.costMicros - start;
  const next = monthAfter(month);
  amounts[month] = { spent, planned: spent + aheadIn(record, month, now) };
  amounts[next] = { spent: 0, planned: aheadIn(record, next, now) };
  return toldAnew(told, amounts, { month, costAtStart: start }, record.state === 'terminated');
}

/** Of a machine that is not in the ledger, what it costs from now on counts. */
function unknown(costUntil: (at: Date) => number, now: Date): Share {
  return { month: monthOf(now), costAtStart: costUntil(new Date(0)), told: {} };
}

function toldAnew(
  told: Share['told'],
  amounts: Readonly<Record<string, LedgerEntry>>,
  of: Pick<Share, 'month' | 'costAtStart'>,
  isLast: boolean,
): Shared {
  const changes: Record<string, LedgerEntry> = {};
  const kept: Record<string, LedgerEntry> = {};
  for (const [month, amount] of Object.entries(amounts)) {
    const before = told[month] ?? { spent: 0, planned: 0 };
    const change = { spent: amount.spent - before.spent, planned: amount.planned - before.planned };
    const isFinal = isLast || month < of.month;
    const isTold = Math.max(Math.abs(change.spent), Math.abs(change.planned)) >= (isFinal ? 1 : toleranceMicros);
    if (isTold) changes[month] = change;
    if (month >= of.month) kept[month] = isTold ? amount : before;
  }
  return { share: { ...of, told: kept }, changes };
}

/** What a machine is going to cost in a month from now on, if nobody extends or deletes it. */
function aheadIn(record: InstanceRecord, month: string, now: Date): number {
  const runsUntil = endOfRun(record, now);
  if (runsUntil === undefined) return 0;
  return projectedCost(ratesOf(record), { from: now.getTime(), runsUntil }, month);
}

/** In these nothing of a machine is to cost any more, or its disk alone. */
const gone = new Set<InstanceState>(['terminating', 'terminated']);
const off = new Set<InstanceState>(['stopping', 'stopped']);

/** Until when a machine runs, in milliseconds since 1970: now where it is off; undefined where nothing of it costs any more. */
function endOfRun(record: InstanceRecord, now: Date): number | undefined {
  const { leaseEndsAt, isOff, billedSince } = passing(record);
  if (gone.has(record.state) || (record.state === 'failed' && billedSince === undefined)) return undefined;
  if (record.state === 'requested') return Date.parse(leaseEnd(launchOf(record, now), record.durationHours));
  return off.has(record.state) || isOff === true ? now.getTime() : endOfLease(leaseEndsAt);
}

/** When a machine that waits for its turn is launched: now, where it need not wait. */
function launchOf({ launchAt }: InstanceIn<'requested'>, now: Date): Date {
  return launchAt === undefined ? now : new Date(Math.max(now.getTime(), Date.parse(launchAt)));
}

function endOfLease(leaseEndsAt: string | undefined): number {
  return leaseEndsAt === undefined ? Infinity : Date.parse(leaseEndsAt);
}
