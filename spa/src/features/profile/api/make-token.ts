import type { TokenWish } from '@cloudapp/contracts/access-token';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { accessTokensKey } from '../../../modules/access-tokens/api/access-tokens.ts';

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: TokenWish) => callApi('makeAccessToken', { body: wish }),
    // The secret stays no longer than it is shown.
    gcTime: 0,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: accessTokensKey });
    },
  });
}
