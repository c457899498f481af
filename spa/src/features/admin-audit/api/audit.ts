import type { AuditAction } from '@cloudapp/contracts/audit';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { auditKey } from '../../../modules/audit/api/audit-key.ts';

/** What of the log to show; nothing set shows all. */
export interface AuditFilter {
  readonly action: AuditAction | undefined;
  readonly actorId: string | undefined;
  readonly subjectId: string | undefined;
}

const pageSize = 50;

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: [...auditKey, 'log', filter],
    queryFn: ({ pageParam, signal }) =>
      callApi('listAudit', { query: { ...filter, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** The people to choose from; in a larger organisation one gets to the others by their names in the log. */
export const peopleQuery = queryOptions({
  queryKey: [...auditKey, 'people'],
  queryFn: async ({ signal }) => (await callApi('listUsers', { query: { limit: 100 }, signal })).items,
  staleTime: 60_000,
});
