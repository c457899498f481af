import type { ProfileChanges } from '@cloudapp/contracts/session';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { beginSession, useSession } from '../session.ts';
import { profileQuery } from './profile.ts';

/** Changes the own name or time zone; whatever shows them follows. */
export function useChangeProfile() {
  const client = useQueryClient();
  const state = useSession();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (changes: ProfileChanges) => callApi('updateProfile', { body: changes }),
    onError: () => client.invalidateQueries({ queryKey: profileQuery.queryKey }),
  });
  const change = (changes: ProfileChanges, onDone?: () => void) => {
    mutate(changes, {
      // Given with the call, so that an answer after its asker has signed out comes to nobody.
      onSuccess: (profile) => {
        client.setQueryData(profileQuery.queryKey, profile);
        if (state.kind === 'signed-in') {
          const { name, timeZone } = profile;
          beginSession({ ...state.session, user: { ...state.session.user, name, timeZone } });
        }
        onDone?.();
      },
    });
  };
  return { change, isPending, error };
}
