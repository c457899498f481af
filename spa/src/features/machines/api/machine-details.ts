import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import type { Instance } from '@cloudapp/contracts/instance';
import { callApi } from '../../../lib/api/call-api.ts';
import { machinesKey } from '../../../modules/machines/api/machines.ts';

/** A start gives a new address, so the details belong to the state they were read in. */
export function loginQuery({ id, stateChangedAt }: Pick<Instance, 'id' | 'stateChangedAt'>) {
  return queryOptions({
    queryKey: ['login', id, stateChangedAt],
    queryFn: ({ signal }) => callApi('getLoginDetails', { params: { id }, signal }),
    staleTime: Infinity,
  });
}

export function activityQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...machinesKey, 'activity', id],
    queryFn: ({ pageParam, signal }) =>
      callApi('listActivity', { params: { id }, query: { limit: 8, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function consoleQuery(id: string) {
  return queryOptions({
    queryKey: ['console', id],
    queryFn: ({ signal }) => callApi('getConsole', { params: { id }, signal }),
  });
}

/** Each reveal is recorded, so it happens on request only and its answer is kept by the asking component alone. */
export function useRevealSecret(id: string) {
  return useMutation({
    mutationFn: async (secretId: string) => (await callApi('revealSecret', { params: { id, secretId } })).value,
    gcTime: 0,
  });
}
