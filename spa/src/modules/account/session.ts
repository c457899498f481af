import type { CurrentSession, SessionUser } from '@cloudapp/contracts/session';
import { useSyncExternalStore } from 'react';
import { leaveFor } from '../../lib/address.ts';
import { ApiError, hasCode } from '../../lib/api/api-error.ts';
import { callApi } from '../../lib/api/call-api.ts';
import { newSession } from '../../lib/api/question.ts';
import { setShownUser } from '../../lib/api/shown-user.ts';
import { unsavedImportItem, unsavedKeysItem } from '../../lib/unsaved-items.ts';
import { hearOtherTabs, tellOtherTabs, type TabNews } from './tabs.ts';

/** What is known of the session. It stands outside the query cache, which the sign-in page does not load. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly error: ApiError }
  | { readonly kind: 'signed-out' }
  /** Somebody else signed in in another tab: this one may neither show nor change anything any more. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'signed-in'; readonly session: CurrentSession };

let state: SessionState = { kind: 'unknown' };
const listeners = new Set<() => void>();

function change(next: SessionState): void {
  state = next;
  if (next.kind === 'signed-out') {
    for (const item of [unsavedKeysItem, unsavedImportItem]) sessionStorage.removeItem(item);
  }
  if (next.kind !== 'replaced') setShownUser(next.kind === 'signed-in' ? next.session.user.id : undefined);
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

/** The session, for pages that only a signed-in user reaches. */
export function useCurrentSession(): CurrentSession {
  const current = useSession();
  if (current.kind !== 'signed-in') throw new Error('This page needs a signed-in user');
  return current.session;
}

/** The signed-in user, for the same pages. */
export function useCurrentUser(): SessionUser {
  return useCurrentSession().user;
}

/** Asks the API who is signed in. */
export async function loadSession(): Promise<void> {
  try {
    change({ kind: 'signed-in', session: await callApi('getSession', {}) });
  } catch (error) {
    if (hasCode(error, 'session-required')) change({ kind: 'signed-out' });
    else if (hasCode(error, 'another-user')) change({ kind: 'replaced' });
    else if (error instanceof ApiError) change({ kind: 'failed', error });
    else throw error;
  }
}

/** A sign-in succeeded; all other tabs hear of it. */
export function beginSession(session: CurrentSession): void {
  change({ kind: 'signed-in', session });
  tellOtherTabs({ userId: session.user.id });
}

/** The browser's session is somebody else's now. */
export function replaceSession(): void {
  change({ kind: 'replaced' });
}

/** The API no longer knows the session: pages give way to the sign-in page. */
export function dropSession(): void {
  change({ kind: 'signed-out' });
}

/** Forgets what is known, as a page that is loaded anew does. */
export function forgetSession(): void {
  change({ kind: 'unknown' });
}

/** Ends the session, and goes on to where the company's ends, too; rejects when the API could not be told, for then the cookie still opens the door. */
export async function signOut(): Promise<void> {
  const signOutAt = state.kind === 'signed-in' ? state.session.company?.signOutAt : undefined;
  try {
    await callApi('endSession', {});
  } catch (error) {
    if (hasCode(error, 'another-user')) {
      replaceSession();
      return;
    }
    if (!hasCode(error, 'session-required')) throw error;
  }
  dropSession();
  tellOtherTabs({ userId: null });
  if (signOutAt !== undefined) leaveFor(signOutAt);
}

let checking: Promise<void> | undefined;

/** Asks again who is signed in, once for all who want to know, without a word about what is out of reach at the moment. */
async function checkSession(): Promise<void> {
  checking ??= callApi('getSession', {}).then(
    () => undefined,
    (error: unknown) => {
      if (hasCode(error, 'session-required')) dropSession();
      if (hasCode(error, 'another-user')) replaceSession();
    },
  );
  await checking;
  checking = undefined;
}

function hearOfOtherTab({ userId }: TabNews): void {
  if (state.kind === 'signed-in' && userId === null) dropSession();
  if (state.kind === 'signed-in' && userId === state.session.user.id) newSession.settle();
  if (state.kind === 'signed-in' && userId !== state.session.user.id) replaceSession();
  if (state.kind === 'signed-out' && userId !== null) forgetSession();
}

/** Keeps to what other tabs do with the session, told by them at once, and asked for whenever this tab is looked at. */
export function followOtherTabs(): () => void {
  const stopHearing = hearOtherTabs(hearOfOtherTab);
  const look = () => {
    if (state.kind === 'signed-in' && document.visibilityState === 'visible') void checkSession();
  };
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    stopHearing();
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', look);
  };
}
