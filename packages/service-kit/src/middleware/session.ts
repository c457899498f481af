import { shownUserHeader, type RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import type { SessionLookup } from '../actor.ts';
import { readSessionToken } from '../cookie.ts';
import { ProblemError } from '../problem-error.ts';
import type { RequestState } from './state.ts';

/** Admits only callers whom the contract admits, and whom a page that asks shows; machine and public routes have no session. */
export function requireSession(contract: RouteContract, sessions: SessionLookup): Middleware<RequestState> {
  const isSessionRoute = contract.caller === 'session' || contract.caller === 'admin';
  const find = ({ work, receivedAt }: RequestState, token: string) =>
    work(() => sessions.authenticate(token, receivedAt));
  return async (context, next) => {
    if (isSessionRoute) {
      const token = readSessionToken(context.get('cookie'));
      const session = token === undefined ? undefined : await find(context.state, token);
      if (session === undefined) throw new ProblemError('session-required');
      context.state.session = session;
      const shown = context.get(shownUserHeader);
      if (shown !== '' && shown !== session.user.id) throw new ProblemError('another-user');
      if (session.user.mustChangePassword && contract.allowedBeforePasswordChange !== true) {
        throw new ProblemError('password-change-required');
      }
      if (contract.caller === 'admin' && session.user.role !== 'admin')
        throw new ProblemError('administrator-required');
    }
    await next();
  };
}
