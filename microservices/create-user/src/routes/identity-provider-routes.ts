import { identityProviderRoutes as contracts } from '@cloudapp/contracts/identity-provider';
import { signInSettingsRoutes as settingsContracts } from '@cloudapp/contracts/sign-in-settings';
import { implement, type Route } from '@cloudapp/service-kit/route';
import {
  addIdentityProvider,
  changeIdentityProvider,
  listIdentityProviders,
  removeIdentityProvider,
  signInOptions,
  testIdentityProvider,
} from '../application/identity-providers.ts';
import type { Parts } from '../application/parts.ts';
import { setPasswordPolicy } from '../application/password-policy.ts';
import { actorOf } from './actor.ts';

/** The companies that people may sign in with, and whether passwords are taken beside them. */
export function identityProviderRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.getSignInOptions, () => signInOptions(parts)),
    implement(contracts.listIdentityProviders, () => listIdentityProviders(parts)),
    implement(contracts.addIdentityProvider, (request) => addIdentityProvider(parts, request.body, actorOf(request))),
    implement(contracts.changeIdentityProvider, (request) =>
      changeIdentityProvider(parts, request.params.id, request.body, actorOf(request)),
    ),
    implement(contracts.removeIdentityProvider, (request) =>
      removeIdentityProvider(parts, request.params.id, actorOf(request)),
    ),
    implement(contracts.testIdentityProvider, ({ params }) => testIdentityProvider(parts, params.id)),
    implement(settingsContracts.setPasswordPolicy, (request) =>
      setPasswordPolicy(parts, request.body, actorOf(request)),
    ),
  ];
}
