import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Change } from './domain/change.ts';
import { claimSeconds } from './domain/schedule.ts';

/** Until when a worker that takes a machine now has it. */
export function heldUntil(now: Date): Date {
  return new Date(now.getTime() + claimSeconds * 1000);
}

/** The change, with its machine in the hands of whoever writes it. */
export function held(change: Change, now: Date): Change {
  if (change.next.attention === undefined) return change;
  return { ...change, next: { ...change.next, dueAt: heldUntil(now).toISOString() } };
}

/** The change of somebody who only reports: whoever holds the machine keeps it, and is not disturbed before their time. */
export function keepingClaim(change: Change, before: InstanceRecord): Change {
  const { dueAt } = before;
  if (change.next.dueAt === undefined || dueAt === undefined || dueAt < change.next.dueAt) return change;
  return { ...change, next: { ...change.next, dueAt } };
}
