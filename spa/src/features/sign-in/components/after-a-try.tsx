import { lazy } from 'react';

// What is shown after a try is fetched while somebody makes it: nothing of it is needed by who is signed in already.
const loadFailure = () => import('../../../modules/account/components/sign-in-failure.tsx');
const loadGreeting = () => import('./greeting.tsx');

export const SignInFailure = lazy(async () => ({ default: (await loadFailure()).SignInFailure }));
export const TooManyTries = lazy(async () => ({ default: (await loadFailure()).TooManyTries }));
export const SignedIn = lazy(async () => ({ default: (await loadGreeting()).SignedIn }));

/** A failure shows when one is really needed. */
export function preloadAnswers(): void {
  void Promise.allSettled([loadFailure(), loadGreeting()]);
}
