import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

export const signInSettingsQuery = queryOptions({
  queryKey: ['sign-in-settings'],
  queryFn: ({ signal }) => callApi('getSignInSettings', { signal }),
});

/** Changes of whom a second factor is demanded. */
export function useSetSignInSettings() {
  return useSettingsMutation((demand: Pick<SignInSettings, 'secondFactorOf' | 'graceDays'>) =>
    callApi('setSignInSettings', { body: demand }),
  );
}

/** A request that answers the settings as they are then; what went wrong may be that they are others by now. */
export function useSettingsMutation<I>(run: (input: I) => Promise<SignInSettings>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (settings) => {
      client.setQueryData(signInSettingsQuery.queryKey, settings);
    },
    onError: () => client.invalidateQueries({ queryKey: signInSettingsQuery.queryKey }),
  });
}
