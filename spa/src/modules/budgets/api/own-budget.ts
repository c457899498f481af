import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** What one's own machines may cost in a month, have cost and are planned to cost. */
export const ownBudgetQuery = queryOptions({
  queryKey: ['own-budget'],
  queryFn: ({ signal }) => callApi('getOwnBudget', { signal }),
});
