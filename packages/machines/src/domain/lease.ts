import { revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';
import { leaseWarnings, type Leased } from './lease-warnings.ts';

/** A warning that is due: of several that are late the last one alone. */
export function warnedOfLease(record: Leased, now: Date): Change | undefined {
  const { leaseEndsAt } = record;
  const due = leaseWarnings(record).findLast(({ at }) => at <= now.getTime());
  if (due === undefined || leaseEndsAt === undefined) return undefined;
  return revise<Leased>(
    record,
    now,
    { leaseWarning: { endsAt: leaseEndsAt, before: due.before } },
    {
      activity: activityOf(`Its time ends in ${due.before === 'day' ? 'a day' : 'an hour'}: then it stops`),
      audit: { ...auditOf(record, 'machine-stop-warned', undefined, 'Its time ends'), happensAt: leaseEndsAt },
    },
  );
}
