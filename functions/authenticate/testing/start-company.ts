import {
  startHostileProvider,
  type HostileProvider,
  type PersonClaims,
} from '@cloudapp/accounts/testing/hostile-provider';
import { openProviderSecrets } from '@cloudapp/accounts/testing/provider-secrets';
import { changeIdentityProviders } from '@cloudapp/accounts/application/setting-changes';
import type { Accounts } from '@cloudapp/accounts/composition';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import { newId } from '@cloudapp/data/ids';
import type { SignInResult } from '../authenticate.ts';
import { startSignIn } from './start-sign-in.ts';

/** How the company is to behave. */
type Wish = Parameters<typeof startHostileProvider>[0];

type Closing = () => Promise<unknown>;
const closings: Closing[] = [];

/** Of the pages: plain, as the company's is. */
export const origin = 'http://cloudapp.example.org';

/** Ends what a test has started. */
export async function closeAll(): Promise<void> {
  for (const close of closings.splice(0).reverse()) await close();
}

/** Sign-in on tables of its own, with a company that people can sign in with. */
export async function start(overrides: Partial<StoredIdentityProvider> = {}, wish?: Wish) {
  const { tables, to, passwordHash, setUp } = await startSignIn();
  closings.push(() => tables.remove());
  const signIn = setUp({ PUBLIC_ORIGIN: origin });
  const ask = (credentials: object, more: object = {}) => signIn('', '', new Date(), { credentials, ...more });
  /** As `ask`, where the pages come by HTTPS. */
  const askSecurely = (credentials: object) => setUp()('', '', new Date(), { credentials });
  const company = await givenCompany(to, overrides, wish);
  const begin = async (again?: boolean, at = company) =>
    begun(await ask({ begin: 'company', provider: at.id, ...(again !== undefined && { again }) }));
  const come = async (claims?: PersonClaims, at = company) => {
    const { ticket, authorizeAt } = await begin(undefined, at);
    return await ask({ ticket, company: await at.server.signIn(authorizeAt, claims) });
  };
  return { to, passwordHash, signIn, ask, askSecurely, company, begin, come };
}

export interface Company {
  readonly id: string;
  readonly server: HostileProvider;
  readonly change: (overrides: Partial<StoredIdentityProvider>) => Promise<void>;
}

export async function givenCompany(
  to: Accounts,
  overrides: Partial<StoredIdentityProvider> = {},
  wish?: Wish,
): Promise<Company> {
  const server = await startHostileProvider(wish);
  closings.push(() => server.close());
  const provider: StoredIdentityProvider = {
    id: newId('idp', new Date()),
    name: 'Acme',
    issuer: server.issuer,
    clientId: server.clientId,
    secretName: await openProviderSecrets.keep('', server.clientSecret),
    isEnabled: true,
    admits: 'anyone',
    domains: [],
    joinsByEmail: false,
    scopes: '',
    groupsClaim: 'groups',
    groupRules: [],
    ...overrides,
  };
  const change = async (changes: Partial<StoredIdentityProvider>) => {
    const read = await to.settings.identityProviders();
    const others = read.providers.filter(({ id }) => id !== provider.id);
    const entry = { event: { action: 'identity-provider-changed' as const }, at: new Date() };
    await changeIdentityProviders(to, read, [...others, { ...provider, ...changes }], entry);
  };
  await change({});
  return { id: provider.id, server, change };
}

function begun(result: SignInResult): { ticket: string; authorizeAt: string } {
  if (result.authenticated || !('ticket' in result)) throw new Error(`not begun: ${JSON.stringify(result)}`);
  return { ticket: result.ticket, authorizeAt: result.authorizeAt ?? '' };
}

export const reasonOf = (result: SignInResult) => (result.authenticated ? 'signed in' : result.reason);
/** Somebody at the company. */
export const ada = { sub: 'ada', email: 'ada@acme.example', name: 'Ada Lovelace' };

/** What stands in the log of sign-ins that failed, newest first. */
export async function failures(to: Accounts) {
  return (await to.audit.listOf('by-action', 'sign-in-failed', { limit: 10 })).items;
}
export const everybody = async (to: Accounts) => (await to.users.list({ limit: 100 })).items;

export async function sessionsOf(to: Accounts) {
  const [person] = await everybody(to);
  return await to.sessions.listOf(person?.id ?? '');
}
