import type { Session } from '@cloudapp/contracts/session';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteGone, withRecentChanges } from '../../../lib/api/recent-changes.ts';
import { profileQuery } from '../../../modules/account/api/profile.ts';
import { accessTokensKey } from '../../../modules/access-tokens/api/access-tokens.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';

/** The signed-in user's sessions, this one first, then by when they were last used. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal, client }) => {
    const { items } = await callApi('listSessions', { signal });
    return withRecentChanges(client, 'sessions', items, { takesNew: false }).toSorted(byUse);
  },
});

function byUse(a: Session, b: Session): number {
  return Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt);
}

/** Changes the own password, which ends the other sessions and all tokens. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (passwords: { currentPassword: string; newPassword: string }) =>
      callApi('changePassword', { body: passwords }),
    onSuccess: () => {
      const sessions = client.getQueryData(sessionsQuery.queryKey) ?? [];
      for (const { id, current } of sessions) if (!current) noteGone(client, 'sessions', id);
      return Promise.all([
        client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
        client.invalidateQueries({ queryKey: accessTokensKey }),
        client.invalidateQueries({ queryKey: profileQuery.queryKey }),
      ]);
    },
  });
}

/** Ends sessions one after the other; one that ended by itself meanwhile is no fault. */
export function useEndSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (sessions: readonly Pick<Session, 'id'>[]) => {
      for (const { id } of sessions) {
        await endSession(id);
        noteGone(client, 'sessions', id);
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useRemoveKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi('deleteSshKey', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sshKeysQuery.queryKey }),
  });
}

async function endSession(id: string): Promise<void> {
  try {
    await callApi('endOneSession', { params: { id } });
  } catch (error) {
    if (!hasCode(error, 'not-found')) throw error;
  }
}
