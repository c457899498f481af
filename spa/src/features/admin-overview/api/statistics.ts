import type { Period } from '@cloudapp/contracts/stats';
import { keepPreviousData, queryOptions, type QueryKey } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { auditKey } from '../../../modules/audit/api/audit-key.ts';

const statisticsKey: QueryKey = ['statistics'];

/** The statistics follow what happens within a minute; asking more often would show nothing new. */
const live = { refetchInterval: 15_000, placeholderData: keepPreviousData } as const;

export function summaryQuery(period: Period) {
  return queryOptions({
    queryKey: [...statisticsKey, 'summary', period],
    queryFn: ({ signal }) => callApi('getSummary', { query: { period }, signal }),
    ...live,
  });
}

export function seriesQuery(period: Period) {
  return queryOptions({
    queryKey: [...statisticsKey, 'series', period],
    queryFn: ({ signal }) => callApi('getSeries', { query: { period }, signal }),
    ...live,
  });
}

export function blueprintStatsQuery(period: Period) {
  return queryOptions({
    queryKey: [...statisticsKey, 'blueprints', period],
    queryFn: ({ signal }) => callApi('getBlueprintStats', { query: { period }, signal }),
    ...live,
  });
}

const shownEvents = 6;

/** A few of the newest events; the audit log has the rest. */
export const newestEventsQuery = queryOptions({
  queryKey: [...auditKey, 'newest'],
  queryFn: async ({ signal }) =>
    (await callApi('listAudit', { query: { limit: shownEvents }, signal })).items.slice(0, shownEvents),
  refetchInterval: 15_000,
});
