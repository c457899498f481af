import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

export const signInSettingsQuery = queryOptions({
  queryKey: ['sign-in-settings'],
  queryFn: ({ signal }) => callApi('getSignInSettings', { signal }),
});

/** Changes what signing in asks of people from their next sign-in on. */
export function useSetSignInSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (demand: Pick<SignInSettings, 'secondFactorOf' | 'graceDays'>) =>
      callApi('setSignInSettings', { body: demand }),
    onSuccess: (settings) => {
      client.setQueryData(signInSettingsQuery.queryKey, settings);
    },
    onError: () => client.invalidateQueries({ queryKey: signInSettingsQuery.queryKey }),
  });
}
