import { queryOptions, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';

/** The lists of tokens of all people live below this key. */
export const accessTokensKey: QueryKey = ['access-tokens'];

/** The tokens of a user that hold, newest first; one's own, where no user is named. */
export function accessTokensQuery(userId?: string) {
  return queryOptions({
    queryKey: [...accessTokensKey, userId],
    queryFn: async ({ signal }) => {
      const { items } = await (userId === undefined
        ? callApi('listAccessTokens', { signal })
        : callApi('listUserTokens', { params: { id: userId }, signal }));
      return items;
    },
  });
}

/** Ends a token of a user, or one's own; one that ended by itself meanwhile is no fault. */
export function useEndToken(userId?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (tokenId: string) => {
      try {
        await (userId === undefined
          ? callApi('endAccessToken', { params: { id: tokenId } })
          : callApi('endUserToken', { params: { id: userId, tokenId } }));
      } catch (error) {
        if (!hasCode(error, 'not-found')) throw error;
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: accessTokensKey }),
  });
}
