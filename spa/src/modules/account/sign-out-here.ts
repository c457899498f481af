import { notifyFailure } from '../../components/notify.tsx';
import { signOut } from './session.ts';

/** Signs out at the press of a button; a failure has no place of its own on the page. */
export function signOutHere(): void {
  signOut().catch((error: unknown) => {
    notifyFailure('You are still signed in', error);
  });
}
