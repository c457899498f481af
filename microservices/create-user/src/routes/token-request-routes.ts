import { tokenRequestRoutes as contracts } from '@cloudapp/contracts/token-request';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { orSessionEnded } from '../application/or-session-ended.ts';
import type { Parts } from '../application/parts.ts';
import {
  approveTokenRequest,
  collectToken,
  endTokenByItself,
  getTokenRequest,
  refuseTokenRequest,
  requestToken,
} from '../application/token-requests.ts';
import { actorOf } from './actor.ts';

/** How programs come to a token that a person approves. */
export function tokenRequestRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.requestToken, ({ body, clientAddress: address, now }) =>
      requestToken(parts, body, { address, now }),
    ),
    implement(contracts.collectToken, ({ body, clientAddress: address, now }) =>
      collectToken(parts, body, { address, now }),
    ),
    implement(contracts.endTokenByItself, ({ body, clientAddress: address, now }) =>
      endTokenByItself(parts, body.secret, { address, now }),
    ),
    implement(contracts.getTokenRequest, ({ params, now }) => getTokenRequest(parts, params.code, now)),
    implement(contracts.approveTokenRequest, (request) =>
      orSessionEnded(approveTokenRequest(parts, request.params.code, actorOf(request))),
    ),
    implement(contracts.refuseTokenRequest, (request) =>
      refuseTokenRequest(parts, request.params.code, actorOf(request)),
    ),
  ];
}
