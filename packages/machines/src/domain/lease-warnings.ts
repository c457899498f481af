import type { InstanceIn } from '@cloudapp/data/instance-record';
import { stopByHours } from './hours.ts';

type Before = 'day' | 'hour';

/** A machine that its lease may stop. */
export type Leased = InstanceIn<'ready' | 'failed'>;

const hourMs = 3_600_000;
/** How long before the end of its time the owner of a machine is warned, the earlier first. */
const leadHours: readonly (readonly [before: Before, hours: number])[] = [
  ['day', 24],
  ['hour', 1],
];

/**
 * When the owner of a machine is to be warned of the end of its time, the earlier first, in milliseconds since 1970. There is no
 * warning that would have come before somebody said how long it runs, nor one that was given for this end, nor of an end that
 * comes after its hours have stopped it: of that they warn.
 */
export function leaseWarnings(record: Leased) {
  const { leaseEndsAt, leaseWarning } = record;
  if (leaseEndsAt === undefined || isStoppedBefore(record)) return [];
  const given =
    leaseWarning?.endsAt === leaseEndsAt ? leadHours.findIndex(([name]) => name === leaseWarning.before) : -1;
  return leadHours
    .slice(given + 1)
    .filter(([, hours]) => givenMs(record, leaseEndsAt) > hours * hourMs)
    .map(([before, hours]) => ({ before, at: Date.parse(leaseEndsAt) - hours * hourMs }));
}

/** What a machine whose time is moved to an end knows of its warnings: those that would be late already are not given. */
export function warnedAlready(endsAt: string, now: Date): Leased['leaseWarning'] {
  const left = Date.parse(endsAt) - now.getTime();
  const given = leadHours.findLast(([, hours]) => left <= hours * hourMs);
  return given && { endsAt, before: given[0] };
}

/** For how long it was said to run when that was said last: a start by its hours, and an answer to a warning, may give it more than its usual time. */
function givenMs({ durationHours, runsSince, extendedAt }: Leased, leaseEndsAt: string): number {
  const saidAt = [runsSince, extendedAt].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  return saidAt.length === 0 ? durationHours * hourMs : Date.parse(leaseEndsAt) - Math.max(...saidAt);
}

function isStoppedBefore(record: Leased): boolean {
  return record.state === 'ready' && stopByHours(record) !== undefined;
}
