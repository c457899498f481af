import type { CurrentSession, SessionUser } from '@cloudapp/contracts/session';
import { useSyncExternalStore } from 'react';
import { ApiError, hasCode } from '../../lib/api/api-error.ts';
import { callApi } from '../../lib/api/call-api.ts';

/** What is known of the session. It stands outside the query cache, which the sign-in page does not load. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly error: ApiError }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly session: CurrentSession };

let state: SessionState = { kind: 'unknown' };
const listeners = new Set<() => void>();

function change(next: SessionState): void {
  state = next;
  listeners.forEach((listener) => {
    listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}

/** The signed-in user, for pages that only a signed-in user reaches. */
export function useCurrentUser(): SessionUser {
  const current = useSession();
  if (current.kind !== 'signed-in') throw new Error('This page needs a signed-in user');
  return current.session.user;
}

/** Asks the API who is signed in. */
export async function loadSession(): Promise<void> {
  try {
    change({ kind: 'signed-in', session: await callApi('getSession', {}) });
  } catch (error) {
    if (hasCode(error, 'session-required')) change({ kind: 'signed-out' });
    else if (error instanceof ApiError) change({ kind: 'failed', error });
    else throw error;
  }
}

/** A sign-in succeeded. */
export function beginSession(session: CurrentSession): void {
  change({ kind: 'signed-in', session });
}

/** The API no longer knows the session: pages give way to the sign-in page. */
export function dropSession(): void {
  change({ kind: 'signed-out' });
}

/** Forgets what is known, as a page that is loaded anew does. */
export function forgetSession(): void {
  change({ kind: 'unknown' });
}

/** Ends the session; rejects when the API could not be told, for then the cookie still opens the door. */
export async function signOut(): Promise<void> {
  try {
    await callApi('endSession', {});
  } catch (error) {
    if (!hasCode(error, 'session-required')) throw error;
  }
  dropSession();
}
