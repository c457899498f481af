import type { RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem-error.ts';

/**
 * Refuses requests that change something unless our own pages made them: the browser-set Origin must be ours, and a
 * request without one is refused too, since every browser sends it with these methods (Fetch standard §3.2). Machines
 * bring a token of their own that no browser adds by itself, so they need no Origin.
 */
export function requireOwnOrigin(contract: RouteContract, publicOrigin: string): Middleware {
  const isExempt = contract.method === 'GET' || contract.caller === 'machine';
  return async (context, next) => {
    const isOwn = context.get('origin') === publicOrigin && context.get('sec-fetch-site') !== 'cross-site';
    if (!isExempt && !isOwn) throw new ProblemError('forbidden-origin');
    await next();
  };
}
