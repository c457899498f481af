import { secondFactorRoutes as contracts } from '@cloudapp/contracts/second-factor';
import { signInSettingsRoutes as settingsContracts } from '@cloudapp/contracts/sign-in-settings';
import { sessionCookie } from '@cloudapp/service-kit/cookie';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { orSessionEnded } from '../application/or-session-ended.ts';
import type { Parts } from '../application/parts.ts';
import { beginProof, proveAgain } from '../application/prove-again.ts';
import {
  addPasskey,
  beginAuthenticator,
  beginPasskey,
  confirmAuthenticator,
  listFactors,
  removeAuthenticator,
  removePasskey,
  replaceRecoveryCodes,
  resetFactors,
} from '../application/second-factors.ts';
import { demandSecondFactor, readSignInSettings } from '../application/sign-in-settings.ts';
import { actorOf } from './actor.ts';

/** What people prove themselves with beside the password, and what is demanded of them. */
export function secondFactorRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.beginProof, (request) => beginProof(parts, actorOf(request))),
    implement(contracts.renewProof, async (request) => {
      const token = await proveAgain(parts, request.body, request.actor, actorOf(request));
      if (token !== undefined) request.setHeader('Set-Cookie', sessionCookie(token));
    }),
    implement(contracts.listFactors, ({ actor }) => orSessionEnded(listFactors(parts, actor.user.id))),
    implement(contracts.beginAuthenticator, (request) => orSessionEnded(beginAuthenticator(parts, actorOf(request)))),
    implement(contracts.confirmAuthenticator, (request) =>
      orSessionEnded(confirmAuthenticator(parts, request.body.code, actorOf(request))),
    ),
    implement(contracts.removeAuthenticator, (request) => orSessionEnded(removeAuthenticator(parts, actorOf(request)))),
    implement(contracts.beginPasskey, (request) => orSessionEnded(beginPasskey(parts, actorOf(request)))),
    implement(contracts.addPasskey, (request) => orSessionEnded(addPasskey(parts, request.body, actorOf(request)))),
    implement(contracts.removePasskey, (request) =>
      orSessionEnded(removePasskey(parts, request.params.id, actorOf(request))),
    ),
    implement(contracts.makeRecoveryCodes, (request) => orSessionEnded(replaceRecoveryCodes(parts, actorOf(request)))),
    implement(contracts.listUserFactors, ({ params }) => listFactors(parts, params.id)),
    implement(contracts.resetUserFactors, (request) => resetFactors(parts, request.params.id, actorOf(request))),
    implement(settingsContracts.getSignInSettings, () => readSignInSettings(parts)),
    implement(settingsContracts.setSignInSettings, (request) =>
      demandSecondFactor(parts, request.body, actorOf(request)),
    ),
  ];
}
