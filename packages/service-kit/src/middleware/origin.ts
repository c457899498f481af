import type { RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem-error.ts';
import type { RequestState } from './state.ts';

/**
 * Refuses requests that change something without an `Origin`, since every browser sends one with these methods (Fetch
 * standard §3.2); whether it is ours was looked at before (`requireOwnSite`). Machines and programs bring a token of their own that no
 * browser adds by itself, and what browsers report no page of another site can send, so these need none.
 */
export function requireOrigin(contract: RouteContract): Middleware<RequestState> {
  const isExempt = contract.method === 'GET' || contract.caller === 'machine' || contract.mediaType !== undefined;
  return (context, next) => {
    const isProgram = context.state.tokenId !== undefined;
    if (!isExempt && !isProgram && context.get('origin') === '') throw new ProblemError('forbidden-origin');
    return next();
  };
}
