import type { Factors } from '@cloudapp/contracts/second-factor';
import { queryOptions, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi, type Answer } from '../../../lib/api/call-api.ts';
import { profileQuery } from '../../account/api/profile.ts';

/** The second factors of all people live below this key. */
const factorsKey: QueryKey = ['factors'];

/** The second factors of a user; one's own, where no user is named. */
export function factorsQuery(userId?: string) {
  return queryOptions({
    queryKey: [...factorsKey, userId],
    queryFn: ({ signal }): Promise<Factors> =>
      userId === undefined
        ? callApi('listFactors', { signal })
        : callApi('listUserFactors', { params: { id: userId }, signal }),
  });
}

/** A request that changes second factors. What was answered stays no longer than it is shown: it may be secret. */
function useFactorMutation<I, O>(run: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    gcTime: 0,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: factorsKey }),
        client.invalidateQueries({ queryKey: profileQuery.queryKey }),
      ]),
  });
}

export function useBeginAuthenticator() {
  return useFactorMutation(() => callApi('beginAuthenticator', {}));
}

export function useConfirmAuthenticator() {
  return useFactorMutation((code: string) => callApi('confirmAuthenticator', { body: { code } }));
}

/** Has the browser make a passkey, and keeps it; answers nothing when the person would rather not. */
export function useAddPasskey() {
  return useFactorMutation(async (name: string): Promise<Answer<'addPasskey'> | undefined> => {
    const wish = await callApi('beginPasskey', {});
    const { makePasskey } = await import('../../../lib/passkeys.ts');
    const made = await makePasskey(wish);
    return made && (await callApi('addPasskey', { body: { ticket: wish.ticket, name, ...made } }));
  });
}

/** One of one's own: the authenticator app, or a passkey. */
export type OwnFactor = 'authenticator' | { readonly id: string; readonly name: string };

/** Removes a factor; one that is gone already is no fault. */
export function useRemoveFactor() {
  return useFactorMutation(async (factor: OwnFactor) => {
    try {
      await (factor === 'authenticator'
        ? callApi('removeAuthenticator', {})
        : callApi('removePasskey', { params: { id: factor.id } }));
    } catch (error) {
      if (!hasCode(error, 'not-found')) throw error;
    }
  });
}

export function useMakeRecoveryCodes() {
  return useFactorMutation(() => callApi('makeRecoveryCodes', {}));
}

/** Removes all second factors of a user. */
export function useResetFactors() {
  return useFactorMutation((userId: string) => callApi('resetUserFactors', { params: { id: userId } }));
}
