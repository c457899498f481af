import type { HttpHandler } from 'msw';
import { administrationHandlers } from './handlers/administration.ts';
import { companyHandlers } from './handlers/companies.ts';
import { identityProviderHandlers } from './handlers/identity-providers.ts';
import { machineHandlers } from './handlers/machines.ts';
import { directoryHandlers } from './handlers/directory.ts';
import { factorHandlers } from './handlers/factors.ts';
import { peopleHandlers } from './handlers/people.ts';
import { signInHandlers } from './handlers/sign-in.ts';
import { tokenRequestHandlers } from './handlers/token-requests.ts';
import { tokenHandlers } from './handlers/tokens.ts';
import { webhookHandlers } from './handlers/webhooks.ts';
import type { World } from './world.ts';

/** The whole API over a world of its own. */
export function handlersOf(world: World): HttpHandler[] {
  return [
    ...signInHandlers(world),
    ...companyHandlers(world),
    ...identityProviderHandlers(world),
    ...webhookHandlers(world),
    ...peopleHandlers(world),
    ...directoryHandlers(world),
    ...factorHandlers(world),
    ...tokenHandlers(world),
    ...tokenRequestHandlers(world),
    ...machineHandlers(world),
    ...administrationHandlers(world),
  ];
}
