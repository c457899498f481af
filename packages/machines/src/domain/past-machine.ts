import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { slotMs, slotsOf, slotsPerHour, slotUse } from '@cloudapp/data/usage-digest';
import type { TimedUsage } from '@cloudapp/data/usage-item';
import { lasting } from './facts.ts';

const hourMs = slotMs * slotsPerHour;
const dayMs = 24 * hourMs;

/** The days that are replayed, in milliseconds since 1970: from the beginning of an hour to now. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** As many days as are remembered. */
export const rehearsedDays = 30;

export function periodUntil(now: Date): Period {
  const until = now.getTime();
  return { from: Math.floor((until - rehearsedDays * dayMs) / hourMs) * hourMs, until };
}

/** A machine, and what it did in each five minutes of a period (`slotUse`). */
export interface PastMachine {
  readonly record: InstanceRecord;
  readonly slots: Uint8Array;
}

/** Lays out what is remembered of a machine, by the number of the hour since 1970. */
export function slotsIn({ from, until }: Period, digests: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const slots = new Uint8Array(Math.ceil((until - from) / slotMs));
  const first = from / hourMs;
  for (const [hour, digest] of digests) {
    const start = (hour - first) * slotsPerHour;
    if (start < 0 || start >= slots.length) continue;
    slots.set(slotsOf(digest).slice(0, slots.length - start), start);
  }
  return slots;
}

/** Slots in which a machine ran, from one to before another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A machine that says nothing for less than half an hour, as while it reboots, has not been off. */
const shortestBreak = 6;

/** The stretches in which a machine ran, so far as is known. */
export function stretchesOf(slots: Uint8Array): Stretch[] {
  const found: { from: number; to: number }[] = [];
  for (const [slot, use] of slots.entries()) {
    if (use === slotUse.unknown) continue;
    const last = found.at(-1);
    if (last && slot - last.to < shortestBreak) last.to = slot + 1;
    else found.push({ from: slot, to: slot + 1 });
  }
  return found;
}

/** In dollars an hour: what a machine costs more while it runs than while it is off. */
export function runningMore({ size, prices }: InstanceRecord): number {
  return size.pricePerHour + prices.addressPerHour;
}

/** What a machine of the past is taken for while it ran. */
interface Assumed {
  readonly since: number;
  readonly leaseEndsAt: number;
  readonly hours: StoredHours | undefined;
}

/** The record that a machine would have had while it ran, for those who decide from records. */
export function readyAs(record: InstanceRecord, { since, leaseEndsAt, hours }: Assumed): InstanceIn<'ready'> {
  const sinceText = new Date(since).toISOString();
  return {
    ...lasting(record),
    ...{ keptUntil: undefined, extendedAt: undefined, budgetStop: undefined, leaseWarning: undefined },
    state: 'ready',
    hours,
    runsSince: sinceText,
    stateChangedAt: sinceText,
    leaseEndsAt: new Date(leaseEndsAt).toISOString(),
    ...{ ec2InstanceId: '', lastLaunchAt: sinceText, billedSince: sinceText, readyAt: sinceText },
    ...{ address: '', privateAddress: '', checkedBoot: 1, hostKeys: [] },
  };
}

/** The same while it was off, from a moment on. */
export function stoppedAs(record: InstanceRecord, since: number, hours: StoredHours): InstanceIn<'stopped'> {
  const sinceText = new Date(since).toISOString();
  return {
    ...lasting(record),
    ...{ state: 'stopped', hours, stateChangedAt: sinceText, billedSince: sinceText, readyAt: sinceText },
    ...{ ec2InstanceId: '', lastLaunchAt: sinceText, checkedBoot: 1, hostKeys: [] },
  };
}

/** What a machine would have said in some slots; in each it says the same twice, which leaves no gap. */
export function samplesOf(slots: Uint8Array, { from, to }: Stretch, period: Period): TimedUsage[] {
  return Array.from(slots.subarray(from, to)).flatMap((use, index) => {
    if (use === slotUse.unknown) return [];
    const at = period.from + (from + index) * slotMs;
    const sample = { ...silent, isTyping: use === slotUse.work, cpu: use === slotUse.quiet ? 0 : 100 };
    return [
      { at, ...sample },
      { at: at + secondMs, ...sample },
    ];
  });
}

const secondMs = 180_000;
const silent = { memory: 0, disk: 0, load: 0, terminals: 0, connections: 0, jobs: 0, networkKb: 0 } as const;
