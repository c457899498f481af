import type { Deletion } from '@cloudapp/data/instance-record';
import { later } from './limits.ts';

const dayMs = 24 * 3_600_000;

/** How long before a machine is deleted its owner is told, in milliseconds. */
export const deletionLead = { first: 3 * dayMs, last: dayMs } as const;

/** What comes next to a machine that is to be deleted, and when, in milliseconds since 1970. */
export function nextOfDeletion({ at, warned }: Deletion) {
  const end = Date.parse(at);
  if (warned === 'last') return { what: 'end', at: end } as const;
  const what = warned === 'first' ? 'last' : 'first';
  return { what, at: end - deletionLead[what] } as const;
}

/** When a machine that is off from some instant on is deleted; never where machines are kept for ever. */
export function deletionFrom(from: Date, keptDays: number | undefined): Deletion | undefined {
  if (keptDays === undefined) return undefined;
  return { at: later(from, keptDays * dayMs), from: from.toISOString(), keptDays };
}
