import type { LastingFacts } from '@cloudapp/data/instance-record';
import type { PassingFacts } from './facts.ts';

type Before = 'day' | 'hour';

/** What is known of the time of a machine. */
type Lease = Pick<LastingFacts, 'durationHours' | 'leaseWarning'> & Pick<PassingFacts, 'leaseEndsAt'>;

const hourMs = 3_600_000;
/** How long before the end of its time the owner of a machine is warned, the earlier first. */
const leadHours: readonly (readonly [before: Before, hours: number])[] = [
  ['day', 24],
  ['hour', 1],
];

/**
 * When the owner of a machine is to be warned of the end of its time, the earlier first, in milliseconds since 1970. There is no
 * warning that would have come before somebody said how long it runs, nor one that was given for this end.
 */
export function leaseWarnings({ leaseEndsAt, durationHours, leaseWarning }: Lease) {
  if (leaseEndsAt === undefined) return [];
  const given =
    leaseWarning?.endsAt === leaseEndsAt ? leadHours.findIndex(([name]) => name === leaseWarning.before) : -1;
  return leadHours
    .slice(given + 1)
    .filter(([, hours]) => durationHours > hours)
    .map(([before, hours]) => ({ before, at: Date.parse(leaseEndsAt) - hours * hourMs }));
}
