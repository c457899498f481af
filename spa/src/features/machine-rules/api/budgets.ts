import type { budgetRoutes } from '@cloudapp/contracts/budget';
import type { RouteBody } from '@cloudapp/contracts/route';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

export type WantedBudgets = RouteBody<typeof budgetRoutes.setBudgets>;

export const budgetsQuery = queryOptions({
  queryKey: ['budgets'],
  queryFn: ({ signal }) => callApi('getBudgets', { signal }),
});

/** The first people whose name or e-mail has all words. */
export function peopleQuery(search: string) {
  return queryOptions({
    queryKey: ['users', 'for-budgets', search],
    queryFn: async ({ signal }) => (await callApi('listUsers', { query: { limit: 5, search }, signal })).items,
    placeholderData: keepPreviousData,
    enabled: search !== '',
  });
}

/** Sets other budgets; what went wrong may be that they are others by now. */
export function useSetBudgets() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: WantedBudgets) => callApi('setBudgets', { body }),
    onSuccess: (budgets) => {
      client.setQueryData(budgetsQuery.queryKey, budgets);
    },
    onError: () => client.invalidateQueries({ queryKey: budgetsQuery.queryKey }),
  });
}
