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
