import type { CurrentSession } from '@cloudapp/contracts/session';
import { useMutation } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Asks for a session; the answer carries the cookie. */
export function useSignIn() {
  return useMutation({
    mutationFn: (credentials: Credentials): Promise<CurrentSession> => callApi('signIn', { body: { ...credentials } }),
    // The password must not linger in memory once the answer is there.
    gcTime: 0,
  });
}
