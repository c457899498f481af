import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Change } from './change.ts';
import { claimSeconds } from './schedule.ts';

/** Until when a worker that claims a machine now has it. */
export function claimEnd(now: Date): Date {
  return new Date(now.getTime() + claimSeconds * 1000);
}

/** The change, by which whoever writes it claims the machine. */
export function claiming(change: Change, now: Date): Change {
  if (change.next.attention === undefined) return change;
  return { ...change, next: { ...change.next, dueAt: claimEnd(now).toISOString() } };
}

/**
 * The change of somebody who only reports: whoever has claimed the machine keeps it, and is not disturbed before their time. What is due
 * later than any claim ends is none: it is due when the change says.
 */
export function keepingClaim(change: Change, before: InstanceRecord, now: Date): Change {
  const { dueAt } = before;
  if (change.next.dueAt === undefined || dueAt === undefined || dueAt < change.next.dueAt) return change;
  if (dueAt > claimEnd(now).toISOString()) return change;
  return { ...change, next: { ...change.next, dueAt } };
}
