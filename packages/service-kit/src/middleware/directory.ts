import type { RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import type { DirectoryLookup } from '../actor.ts';
import { readBearerToken } from '../bearer-token.ts';
import { ProblemError } from '../problem-error.ts';
import type { RequestState } from './state.ts';

/** Admits to a directory's routes who brings its token, and nobody else, whatever session or other token they have. */
export function requireDirectory(
  { caller }: RouteContract,
  directory: DirectoryLookup | undefined,
): Middleware<RequestState> {
  async function isAdmitted(
    authorization: string,
    { work, clientAddress, receivedAt }: RequestState,
  ): Promise<boolean> {
    const token = readBearerToken(authorization);
    if (token === undefined || directory === undefined) return false;
    return await work(() => directory.isTokenOfDirectory(token, clientAddress, receivedAt));
  }

  return async (context, next) => {
    if (caller === 'directory' && !(await isAdmitted(context.get('authorization'), context.state))) {
      throw new ProblemError('directory-token-invalid');
    }
    await next();
  };
}
