import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** The catalogue changes with a release of the service only; what it has learnt of durations may be minutes old. */
export const blueprintsQuery = queryOptions({
  queryKey: ['blueprints'],
  queryFn: async ({ signal }) => (await callApi('listBlueprints', { signal })).items,
  staleTime: 5 * 60_000,
});
