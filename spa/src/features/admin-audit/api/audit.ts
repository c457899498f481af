import type { AuditAction } from '@cloudapp/contracts/audit';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { startOfDay } from '../../../lib/calendar-day.ts';
import { auditKey } from '../../../modules/audit/api/audit-key.ts';

/** What of the log to show; nothing set shows all. */
export interface AuditFilter {
  readonly action: AuditAction | undefined;
  readonly actorId: string | undefined;
  readonly subjectId: string | undefined;
  /** The first and the last day, by the reader's calendar. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const pageSize = 50;

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: [...auditKey, 'log', filter],
    queryFn: ({ pageParam, signal }) =>
      callApi('listAudit', { query: { ...filter, ...instantsOf(filter), limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** The last day counts to its end. */
function instantsOf({ from, to }: AuditFilter) {
  return { from: from && startOfDay(from), to: to && startOfDay(to, 1) };
}
