import type { CostKind } from '@cloudapp/contracts/costs';
import { apiPrefix } from '@cloudapp/contracts/route';
import { keepPreviousData, queryOptions, type QueryKey } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { endpoints } from '../../../lib/api/endpoints.ts';

const costsKey: QueryKey = ['costs'];

export const costsByMonthQuery = queryOptions({
  queryKey: [...costsKey, 'months'],
  queryFn: ({ signal }) => callApi('getCostsByMonth', { signal }),
});

export function costReportQuery(month: string, by: CostKind) {
  return queryOptions({
    queryKey: [...costsKey, month, by],
    queryFn: ({ signal }) => callApi('getCosts', { query: { month, by }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Where a browser downloads the costs of some months from, the last included. */
export function costsFileAddress(from: string, to: string): string {
  const [, path] = endpoints.exportCosts;
  return `${apiPrefix}${path}?${new URLSearchParams({ from, to }).toString()}`;
}
