import type { CurrentSession, SessionUser } from '@cloudapp/contracts/session';
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { hasCode } from '../api/api-error.ts';
import { callApi } from '../api/call-api.ts';

/** Who is signed in; `null` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<CurrentSession | null> => {
    try {
      return await callApi('getSession', { signal });
    } catch (error) {
      if (hasCode(error, 'session-required')) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** The signed-in user, for pages that only a signed-in user reaches. */
export function useCurrentUser(): SessionUser {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('This page needs a signed-in user');
  return data.user;
}

/** Ends the session here and on the server, and drops everything that was loaded with it. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => callApi('endSession', {}),
    onSettled: () => {
      client.setQueryData(sessionQuery.queryKey, null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
  return mutate;
}
