import type { ProfileChanges } from '@cloudapp/contracts/session';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { beginSession, useSession } from '../session.ts';
import { profileQuery } from './profile.ts';

/** Changes the own name or time zone; whatever shows them follows. */
export function useChangeProfile() {
  const client = useQueryClient();
  const state = useSession();
  return useMutation({
    mutationFn: (changes: ProfileChanges) => callApi('updateProfile', { body: changes }),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      if (state.kind === 'signed-in') {
        const { name, timeZone } = profile;
        beginSession({ ...state.session, user: { ...state.session.user, name, timeZone } });
      }
    },
    onError: () => client.invalidateQueries({ queryKey: profileQuery.queryKey }),
  });
}
