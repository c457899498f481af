import type { Context, Middleware } from 'koa';
import { isIP } from 'node:net';
import { ProblemError } from '../problem-error.ts';

/**
 * Refuses what a browser sends for a page that is not ours, whatever the method: reading must be ours alone as well.
 * - A `Host` that is neither our own nor an address: whoever owns a name can make it lead here, and a page below that name
 *   would then count as ours to the browser (DNS rebinding). No name leads to a number, and health checks use the pod's.
 * - An `Origin` that is not our own.
 * - A `Sec-Fetch-Site` that says another site, or another port or subdomain of ours. A person who types an address is `none`.
 */
export function requireOwnSite(publicOrigin: string): Middleware {
  return async (context, next) => {
    if (!isOfOwnSite(context, publicOrigin)) throw new ProblemError('forbidden-origin');
    await next();
  };
}

/** Whether a request is for our own host, and no page of another site made a browser send it. */
export function isOfOwnSite(context: Context, publicOrigin: string): boolean {
  const origin = context.get('origin');
  const site = context.get('sec-fetch-site');
  const isOwnOrigin = origin === '' || origin === publicOrigin;
  const isOwnSite = site === '' || site === 'same-origin' || site === 'none';
  return isOwnHost(context.get('host'), publicOrigin) && isOwnOrigin && isOwnSite;
}

function isOwnHost(host: string, publicOrigin: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return host.toLowerCase() === new URL(publicOrigin).host || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
