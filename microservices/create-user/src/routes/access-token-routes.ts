import { accessTokenRoutes as contracts } from '@cloudapp/contracts/access-token';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { endToken, listTokens, makeToken } from '../application/access-tokens.ts';
import { orSessionEnded } from '../application/or-session-ended.ts';
import type { Parts } from '../application/parts.ts';
import { actorOf } from './actor.ts';

/** What people do with tokens for programs: their own, and administrators with anybody's. */
export function accessTokenRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.listAccessTokens, ({ actor, now }) => orSessionEnded(listTokens(parts, actor.user.id, now))),
    implement(contracts.makeAccessToken, (request) => orSessionEnded(makeToken(parts, request.body, actorOf(request)))),
    implement(contracts.endAccessToken, (request) => {
      const { actor, params } = request;
      return orSessionEnded(endToken(parts, actor.user.id, params.id, actorOf(request)));
    }),
    implement(contracts.listUserTokens, ({ params, now }) => listTokens(parts, params.id, now)),
    implement(contracts.endUserToken, (request) =>
      endToken(parts, request.params.id, request.params.tokenId, actorOf(request)),
    ),
  ];
}
