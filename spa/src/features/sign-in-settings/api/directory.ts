import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** While people wait for what the rules give them, it is looked at again. */
const applyingMs = 5000;

export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => callApi('getDirectory', { signal }),
  refetchInterval: ({ state }) => (state.data?.isApplying === true ? applyingMs : false),
});

/** Makes the token of the directory, in place of the one before. */
export function useMakeDirectoryToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi('makeDirectoryToken', {}),
    // The secret stays no longer than it is shown.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: directoryQuery.queryKey }),
  });
}

export function useEndDirectoryToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi('endDirectoryToken', {}),
    onSettled: () => client.invalidateQueries({ queryKey: directoryQuery.queryKey }),
  });
}

/** Changes what groups of the directory give people. */
export function useSetDirectoryRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: GroupRule[]) => callApi('setDirectoryRules', { body: { rules } }),
    onSuccess: (directory) => {
      client.setQueryData(directoryQuery.queryKey, directory);
    },
    onError: () => client.invalidateQueries({ queryKey: directoryQuery.queryKey }),
  });
}
