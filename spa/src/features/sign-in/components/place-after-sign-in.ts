import { paths } from '../../../lib/paths.ts';

/**
 * Where to go after signing in: the place asked for, if it is one of ours, else home. It is read as the browser will read it, which
 * leaves out tabs and line ends and takes `\` for `/` (WHATWG URL, basic URL parser), and only what follows the origin is kept.
 */
export function placeAfterSignIn(next: string | null): string {
  const { origin, protocol } = window.location;
  if (next === null || !URL.canParse(next, origin)) return paths.home;
  const asked = new URL(next, origin);
  // An address as of "blob:" has the origin that is written in it.
  const isOfSite = asked.origin === origin && asked.protocol === protocol;
  // A path that begins with two slashes names another host once it stands alone.
  const isOurs = isOfSite && !asked.pathname.startsWith('//') && !asked.pathname.startsWith(paths.signIn);
  return isOurs ? `${asked.pathname}${asked.search}${asked.hash}` : paths.home;
}
