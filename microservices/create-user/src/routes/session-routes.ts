import { sessionRoutes as contracts } from '@cloudapp/contracts/session';
import { endedSessionCookie, sessionCookie } from '@cloudapp/service-kit/cookie';
import { implement, type Route } from '@cloudapp/service-kit/route';
import {
  changeOwnPassword,
  changeSelf,
  endOwnSession,
  listOwnSessions,
  ownProfile,
  signOut,
} from '../application/own-account.ts';
import type { Parts } from '../application/parts.ts';
import { actorOf } from './actor.ts';

/** What people do with their own account and sessions. */
export function sessionRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.getSession, ({ actor }) =>
      Promise.resolve({
        user: actor.user,
        signedInAt: actor.signedInAt,
        expiresAt: actor.expiresAt,
        mustChangePassword: actor.user.mustChangePassword,
        secondFactorDue: actor.secondFactorDue,
        company: actor.company,
      }),
    ),
    implement(contracts.endSession, async (request) => {
      await signOut(parts, request.actor, actorOf(request));
      request.setHeader('Set-Cookie', endedSessionCookie);
    }),
    implement(contracts.getProfile, ({ actor }) => ownProfile(parts, actor.user.id)),
    implement(contracts.updateProfile, (request) => changeSelf(parts, request.body, actorOf(request))),
    implement(contracts.changePassword, async (request) => {
      const token = await changeOwnPassword(parts, request.body, request.actor, actorOf(request));
      request.setHeader('Set-Cookie', sessionCookie(token));
    }),
    implement(contracts.listSessions, (request) => listOwnSessions(parts, request.actor, actorOf(request))),
    implement(contracts.endOneSession, (request) => endOwnSession(parts, request.params.id, actorOf(request))),
  ];
}
