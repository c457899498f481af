import { shownUserHeader, type RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import type { ActiveSession, SessionLookup, TokenLookup } from '../actor.ts';
import { bringsBearerToken, readBearerToken } from '../bearer-token.ts';
import { readSessionToken } from '../cookie.ts';
import { ProblemError } from '../problem-error.ts';
import type { RequestState } from './state.ts';

/**
 * Admits only callers whom the contract admits, and whom a page that asks shows; machine and public routes have no session. Whoever brings
 * a program's token comes with that alone, whatever cookies there are.
 */
export function requireSession(
  contract: RouteContract,
  sessions: SessionLookup,
  tokens: TokenLookup | undefined,
): Middleware<RequestState> {
  const isSessionRoute = contract.caller === 'session' || contract.caller === 'admin';

  async function bySession(cookies: string, { work, receivedAt }: RequestState): Promise<ActiveSession | undefined> {
    const token = readSessionToken(cookies);
    return token === undefined ? undefined : await work(() => sessions.authenticate(token, receivedAt));
  }

  async function byToken(authorization: string, state: RequestState): Promise<ActiveSession | undefined> {
    const { work, receivedAt, clientAddress } = state;
    const token = readBearerToken(authorization);
    if (token === undefined || tokens === undefined) return undefined;
    const found = await work(() => tokens.authenticate(token, clientAddress, receivedAt));
    if (found === undefined) return undefined;
    state.session = found;
    state.tokenId = found.sessionId;
    const isForThat = contract.scope !== undefined && found.scopes.includes(contract.scope);
    if (!isForThat) throw new ProblemError('scope-missing', { detail: scopeWords(contract) });
    return found;
  }

  return async (context, next) => {
    if (isSessionRoute) {
      const authorization = context.get('authorization');
      const session = bringsBearerToken(authorization)
        ? await byToken(authorization, context.state)
        : await bySession(context.get('cookie'), context.state);
      if (session === undefined) throw new ProblemError('session-required');
      context.state.session = session;
      refuseOther(contract, session, context.get(shownUserHeader), context.state.receivedAt);
    }
    await next();
  };
}

function scopeWords({ scope }: RouteContract): string {
  return scope === undefined ? 'No token is taken for this' : `A token with the scope “${scope}” is needed`;
}

function refuseOther(contract: RouteContract, session: ActiveSession, shown: string, now: Date): void {
  const { user, secondFactorDue } = session;
  if (shown !== '' && shown !== user.id) throw new ProblemError('another-user');
  if (user.mustChangePassword && contract.allowedBeforePasswordChange !== true) {
    throw new ProblemError('password-change-required');
  }
  const isOverdue = secondFactorDue !== undefined && Date.parse(secondFactorDue) <= now.getTime();
  if (isOverdue && contract.allowedBeforeSecondFactor !== true) throw new ProblemError('second-factor-required');
  if (contract.caller === 'admin' && user.role !== 'admin') throw new ProblemError('administrator-required');
}
