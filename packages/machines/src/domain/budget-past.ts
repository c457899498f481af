import { monthAfter, monthOf, startOfMonth } from '@cloudapp/contracts/months';
import { toMicros } from '@cloudapp/data/counters';
import { slotMs, slotsPerHour, slotUse } from '@cloudapp/data/usage-digest';
import { isSpent } from './budget.ts';
import { runningPerHour } from './change.ts';
import type { PastMachine, Period } from './past-machine.ts';

/** What somebody's machines cost, in millionths of a dollar, by month. */
export type SpentByMonth = ReadonlyMap<string, number>;

/**
 * When a person's machines would have cost all of a budget, by month, in milliseconds since 1970; without those months in which they
 * did not. What is known of a month besides the machines' running, such as disks, is taken to have come evenly.
 * @param limit in millionths of a dollar a month
 */
export function spentInstants(
  machines: readonly PastMachine[],
  spent: SpentByMonth,
  limit: number,
  period: Period,
): Map<string, number> {
  const bySlot = costBySlot(machines, period);
  const found = new Map<string, number>();
  for (let month = monthOf(new Date(period.from)); startOfMonth(month) < period.until; month = monthAfter(month)) {
    const at = spentIn(month, bySlot, spent.get(month) ?? 0, limit, period);
    if (at !== undefined) found.set(month, at);
  }
  return found;
}

function costBySlot(machines: readonly PastMachine[], { from, until }: Period): Float64Array {
  const costs = new Float64Array(Math.ceil((until - from) / slotMs));
  for (const { record, slots } of machines) {
    const perSlot = toMicros(runningPerHour(record)) / slotsPerHour;
    for (const [slot, use] of slots.entries()) if (use !== slotUse.unknown) costs[slot] = (costs[slot] ?? 0) + perSlot;
  }
  return costs;
}

function spentIn(month: string, bySlot: Float64Array, all: number, limit: number, { from, until }: Period) {
  const [start, end] = [startOfMonth(month), Math.min(until, startOfMonth(monthAfter(month)))];
  const slots = {
    from: Math.max(0, Math.ceil((start - from) / slotMs)),
    to: Math.min(bySlot.length, Math.ceil((end - from) / slotMs)),
  };
  const running = bySlot.subarray(slots.from, slots.to).reduce((sum, cost) => sum + cost, 0);
  const other = Math.max(0, all - running);
  let sum = 0;
  for (let slot = slots.from; slot < slots.to; slot++) {
    const at = from + slot * slotMs;
    const soFar = sum + (other * (at - start)) / (end - start);
    if (isSpent({ limit: 0, used: 0, ledger: { [month]: { spent: soFar, planned: soFar } } }, limit, new Date(at)))
      return at;
    sum += bySlot[slot] ?? 0;
  }
  return undefined;
}
