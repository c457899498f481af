import type { Context, Middleware } from 'koa';
import { isIP } from 'node:net';
import { ProblemError } from '../problem-error.ts';

/** Whether a request is for our own host, and no page of another site made a browser send it. */
export type OwnSite = (context: Context) => boolean;

/**
 * Refuses what a browser sends for a page that is not ours, whatever the method: reading must be ours alone as well.
 * - A `Host` that is neither our own nor an address: whoever owns a name can make it lead here, and a page below that name
 *   would then count as ours to the browser (DNS rebinding). No name leads to a number, and health checks use the pod's.
 * - An `Origin` that is not our own.
 * - A `Sec-Fetch-Site` that says another site, or another port or subdomain of ours. A person who types an address is `none`.
 */
export function requireOwnSite(isOfOwnSite: OwnSite): Middleware {
  return (context, next) => {
    if (!isOfOwnSite(context)) throw new ProblemError('forbidden-origin');
    return next();
  };
}

/** @param publicOrigin the one origin whose pages may ask for anything */
export function ownSite(publicOrigin: string): OwnSite {
  const ownHost = new URL(publicOrigin).host;
  return (context) => {
    const origin = context.get('origin');
    const site = context.get('sec-fetch-site');
    const isOwnOrigin = origin === '' || origin === publicOrigin;
    const isOwnSite = site === '' || site === 'same-origin' || site === 'none';
    return isOwnHost(context.get('host'), ownHost) && isOwnOrigin && isOwnSite;
  };
}

function isOwnHost(host: string, ownHost: string): boolean {
  if (host.toLowerCase() === ownHost) return true;
  const name = host.replace(/:\d+$/, '');
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
