import { testSteps, type IdentityProvider, type IdentityProviderWish } from '@cloudapp/contracts/identity-provider';
import type { HttpHandler } from 'msw';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';

const site = 'https://cloudapp.example.org';
export const returnAddress = `${site}/sign-in/company`;
export const signedOutAddress = `${site}/sign-in?signed-out`;

function companyById({ companies }: World, id: string): IdentityProvider {
  const company = companies.find((one) => one.id === id);
  if (!company) throw new MockProblem('not-found');
  return company;
}

/** A wish as it is kept: without its secret, of which only is known that there is one. */
function kept({ clientSecret, ...wish }: IdentityProviderWish, id: string, hadSecret: boolean): IdentityProvider {
  return { ...wish, id, hasSecret: clientSecret !== undefined || hadSecret };
}

function refuseTaken(companies: readonly IdentityProvider[], { issuer }: IdentityProviderWish): void {
  if (companies.some((other) => other.issuer === issuer)) throw new MockProblem('issuer-taken');
}

/** Companies that people may sign in with, and whether passwords are taken besides. */
export function identityProviderHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('listIdentityProviders', () => ({ items: world.companies, returnAddress, signedOutAddress })),
    mockRoute('addIdentityProvider', ({ body }) => {
      refuseTaken(world.companies, body);
      const added = kept(body, `idp_${`${world.companies.length + 1}`.padEnd(26, '0')}`, false);
      world.companies = [...world.companies, added];
      return added;
    }),
    mockRoute('changeIdentityProvider', ({ params: { id }, body }) => {
      const before = companyById(world, id);
      refuseTaken(
        world.companies.filter((one) => one !== before),
        body,
      );
      const isSameClient = before.issuer === body.issuer && before.clientId === body.clientId;
      const changed = kept(body, id, isSameClient && before.hasSecret);
      world.companies = world.companies.map((one) => (one === before ? changed : one));
      return changed;
    }),
    mockRoute('removeIdentityProvider', ({ params: { id } }) => {
      const removed = companyById(world, id);
      world.companies = world.companies.filter((one) => one !== removed);
      return undefined;
    }),
    mockRoute('testIdentityProvider', ({ params: { id } }) => {
      companyById(world, id);
      return { steps: testSteps.map((step) => ({ step, outcome: 'good' as const })) };
    }),
    mockRoute('setPasswordPolicy', ({ body: { passwordsOf, breakGlassUserId } }) => {
      const account = world.users.find(({ id }) => id === breakGlassUserId);
      const isMissing = account?.role !== 'admin' || account.status !== 'active';
      if (passwordsOf === 'break-glass' && isMissing) throw new MockProblem('break-glass-missing');
      world.signInSettings = { ...world.signInSettings, passwordsOf, breakGlassUserId };
      return world.signInSettings;
    }),
  ];
}
