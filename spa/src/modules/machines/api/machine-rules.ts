import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

export const machineRulesQuery = queryOptions({
  queryKey: ['machine-rules'],
  queryFn: ({ signal }) => callApi('getMachineRules', { signal }),
  staleTime: 60_000,
});
