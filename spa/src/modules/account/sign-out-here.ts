import { hasUnsavedKeys } from '../machines/key-store.ts';
import { signOut } from './session.ts';

let askBefore: (() => void) | undefined;
const firsts = new Set<() => Promise<unknown>>();

/** Lets something ask before a sign-out that loses keys, until the returned function is called. */
export function askBeforeSignOut(ask: () => void): () => void {
  askBefore = ask;
  return () => {
    if (askBefore === ask) askBefore = undefined;
  };
}

/** Lets something be done that needs the session before it ends, until the returned function is called. */
export function doBeforeSignOut(first: () => Promise<unknown>): () => void {
  firsts.add(first);
  return () => firsts.delete(first);
}

/** Signs out, whatever is lost by it; a failure has no place of its own on the page. */
export function signOutNow(): void {
  Promise.allSettled([...firsts].map((first) => first()))
    .then(signOut)
    .catch(async (error: unknown) => {
      // Seldom needed, so that it is no part of the first load.
      const { notifyFailure } = await import('../../components/notify.tsx');
      notifyFailure('You are still signed in', error);
    });
}

/** Signs out at the press of a button, and asks before keys are lost by it. */
export function signOutHere(): void {
  if (askBefore !== undefined && hasUnsavedKeys()) askBefore();
  else signOutNow();
}
