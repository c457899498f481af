import { paths } from '../../../lib/paths.ts';

/** Where to go after signing in: the place asked for, if it is one of ours, else home. */
export function placeAfterSignIn(next: string | null): string {
  // "//host" and "/\host" would lead to another site.
  const isOurs = next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith(paths.signIn);
  return isOurs ? next : paths.home;
}
