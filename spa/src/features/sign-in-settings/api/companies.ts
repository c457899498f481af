import type { IdentityProviderWish } from '@cloudapp/contracts/identity-provider';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';

/** The companies that people may sign in with, and the addresses that each must be told. */
export const companiesQuery = queryOptions({
  queryKey: ['identity-providers'],
  queryFn: ({ signal }) => callApi('listIdentityProviders', { signal }),
});

/** A request that changes companies. What was sent stays no longer than its form: it may hold a secret. */
function useCompanyMutation<I, O>(run: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: companiesQuery.queryKey }),
  });
}

interface SavedCompany {
  /** Absent for one that is new. */
  readonly id: string | undefined;
  readonly wish: IdentityProviderWish;
}

export function useSaveCompany() {
  return useCompanyMutation(({ id, wish }: SavedCompany) =>
    id === undefined
      ? callApi('addIdentityProvider', { body: wish })
      : callApi('changeIdentityProvider', { params: { id }, body: wish }),
  );
}

/** Removes a company; one that is gone already is no fault. */
export function useRemoveCompany() {
  return useCompanyMutation(async (id: string) => {
    try {
      await callApi('removeIdentityProvider', { params: { id } });
    } catch (error) {
      if (!hasCode(error, 'not-found')) throw error;
    }
  });
}

export function useTestCompany() {
  return useMutation({
    mutationFn: (id: string) => callApi('testIdentityProvider', { params: { id } }),
    gcTime: 0,
  });
}
