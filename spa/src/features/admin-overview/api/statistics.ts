import type { Period } from '@cloudapp/contracts/stats';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** The statistics follow what happens within a minute; asking more often would show nothing new. */
const live = { refetchInterval: 15_000, placeholderData: keepPreviousData } as const;

export function summaryQuery(period: Period) {
  return queryOptions({
    queryKey: ['statistics', 'summary', period],
    queryFn: ({ signal }) => callApi('getSummary', { query: { period }, signal }),
    ...live,
  });
}

export function seriesQuery(period: Period) {
  return queryOptions({
    queryKey: ['statistics', 'series', period],
    queryFn: ({ signal }) => callApi('getSeries', { query: { period }, signal }),
    ...live,
  });
}

export function blueprintStatsQuery(period: Period) {
  return queryOptions({
    queryKey: ['statistics', 'blueprints', period],
    queryFn: ({ signal }) => callApi('getBlueprintStats', { query: { period }, signal }),
    ...live,
  });
}

const shownEvents = 6;

/** A few of the newest events; the audit log has the rest. */
export const newestEventsQuery = queryOptions({
  queryKey: ['audit', 'newest'],
  queryFn: async ({ signal }) =>
    (await callApi('listAudit', { query: { limit: shownEvents }, signal })).items.slice(0, shownEvents),
  refetchInterval: 15_000,
});
