import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => callApi('getDirectory', { signal }),
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
