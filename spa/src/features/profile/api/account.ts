import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { profileQuery } from '../../../lib/queries/profile.ts';
import { sshKeysQuery } from '../../../lib/queries/ssh-keys.ts';
import { loadSession } from '../../../lib/session.ts';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await callApi('listSessions', { signal })).items,
});

export function useRename() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => callApi('updateProfile', { body: { name } }),
    onSuccess: (user) => {
      client.setQueryData(profileQuery.queryKey, user);
      // The name is shown in the top bar too.
      return loadSession();
    },
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (passwords: { currentPassword: string; newPassword: string }) =>
      callApi('changePassword', { body: passwords }),
    // Passwords must not linger in memory.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi('endOneSession', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useForgetKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi('deleteSshKey', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sshKeysQuery.queryKey }),
  });
}
