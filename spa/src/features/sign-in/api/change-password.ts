import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { sessionQuery } from '../../../lib/queries/session.ts';

interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Replaces the one-time password; the session then opens everything. */
export function useChangeFirstPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => callApi('changePassword', { body: { ...change } }),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}
