import type { Deletion, InstanceIn } from '@cloudapp/data/instance-record';
import type { Actor } from './actor.ts';
import { revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';
import { deletionFrom, deletionLead, nextOfDeletion } from './deletion-day.ts';
import { later } from './limits.ts';
import { deleted } from './power-moves.ts';
import type { Rules } from './rules.ts';

/** A machine that is off: its disk alone costs. */
export type Off = InstanceIn<'stopped' | 'failed'>;

/** Its days begin anew; undefined where it is not to be deleted. */
export function kept(record: Off, now: Date, actor: Actor): Change | undefined {
  const { deletion } = record;
  if (deletion === undefined) return undefined;
  const { keptDays } = deletion;
  return revise<Off>(
    record,
    now,
    { deletion: deletionFrom(now, keptDays) },
    {
      activity: activityOf(`Kept for another ${keptDays} days`, actor),
      audit: auditOf(record, 'machine-kept', actor, `For another ${keptDays} days`),
    },
  );
}

/**
 * What the rules make of a machine that is off: it is given its day, its owner is warned twice, then it is deleted. However late this is
 * looked at, nothing is deleted sooner than three days after the first warning and a day after the last.
 */
export function byRules(record: Off, now: Date, { keptDays, isOwnerAway = false }: Rules): Change | undefined {
  const { deletion } = record;
  if (keptDays === undefined) return deletion && revise<Off>(record, now, { deletion: undefined });
  if (deletion === undefined) return revise<Off>(record, now, { deletion: deletionFrom(now, keptDays) });
  if (deletion.keptDays !== keptDays) return recounted(record, deletion, keptDays, now);
  const next = nextOfDeletion(deletion);
  if (now.getTime() < next.at) return undefined;
  if (isOwnerAway) return keptForOwner(record, keptDays, now);
  if (next.what === 'end') return deleted(record, now, whyOff(deletion));
  return warned(record, deletion, next.what, now);
}

/** Another rule holds: as if it had held from the beginning, but with time for both warnings. */
function recounted(record: Off, { from }: Deletion, keptDays: number, now: Date): Change {
  const planned = deletionFrom(new Date(from), keptDays);
  return revise<Off>(record, now, {
    deletion: planned && { ...planned, at: notBefore(planned.at, now, deletionLead.first) },
  });
}

function keptForOwner(record: Off, keptDays: number, now: Date): Change {
  const activity = activityOf(`Kept for another ${keptDays} days: the account of its owner is disabled`);
  return revise<Off>(record, now, { deletion: deletionFrom(now, keptDays) }, { activity });
}

function warned(record: Off, deletion: Deletion, which: 'first' | 'last', now: Date): Change {
  const at = notBefore(deletion.at, now, deletionLead[which]);
  return revise<Off>(
    record,
    now,
    { deletion: { ...deletion, at, warned: which } },
    {
      activity: activityOf(`Off for long: it is deleted in ${which === 'last' ? 'a day' : 'three days'}`),
      audit: { ...auditOf(record, 'machine-deletion-warned', undefined, whyOff(deletion)), happensAt: at },
    },
  );
}

function notBefore(at: string, now: Date, ms: number): string {
  const soonest = later(now, ms);
  return at < soonest ? soonest : at;
}

function whyOff({ keptDays }: Deletion): string {
  return `Machines that are off are kept for ${keptDays} days`;
}
