import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { accessTokensKey } from '../../../modules/access-tokens/api/access-tokens.ts';

/** What the program asks for that shows a code. */
export function tokenRequestQuery(code: string) {
  return queryOptions({
    queryKey: ['token-request', code],
    queryFn: ({ signal }) => callApi('getTokenRequest', { params: { code }, signal }),
    // It does not change, and is not there any more once it is answered.
    staleTime: Infinity,
  });
}

export type TokenAnswer = 'approve' | 'refuse';

/** Answers the program that shows a code. */
export function useAnswerTokenRequest(code: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (answer: TokenAnswer) => {
      await callApi(answer === 'approve' ? 'approveTokenRequest' : 'refuseTokenRequest', { params: { code } });
      return answer;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: accessTokensKey }),
  });
}
