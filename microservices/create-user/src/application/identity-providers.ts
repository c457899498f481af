import { isPlain, signedOutPath } from '@cloudapp/accounts/adapters/company-sign-in';
import { changeIdentityProviders } from '@cloudapp/accounts/application/setting-changes';
import { auditEntry } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import {
  companyReturnPath,
  mostProviders,
  type IdentityProvider,
  type IdentityProviderWish,
  type SignInOptions,
  type TestedProvider,
} from '@cloudapp/contracts/identity-provider';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';

/** What adding and changing companies takes. */
type ProviderParts = Pick<Parts, 'database' | 'settings' | 'audit' | 'providerSecrets' | 'newProviderId' | 'site'>;

/** What the sign-in page offers. */
export async function signInOptions({ settings }: Pick<Parts, 'settings'>): Promise<SignInOptions> {
  const [{ providers }, { passwordsOf }] = await Promise.all([settings.identityProviders(), settings.signIn()]);
  const companies = providers.filter(({ isEnabled }) => isEnabled).map(({ id, name }) => ({ id, name }));
  return { companies, passwordsOf };
}

export async function listIdentityProviders({ settings, site }: Pick<Parts, 'settings' | 'site'>) {
  const { providers } = await settings.identityProviders();
  const returnAddress = `${site}${companyReturnPath}`;
  return { items: providers.map(shown), returnAddress, signedOutAddress: `${site}${signedOutPath}` };
}

export async function addIdentityProvider(
  parts: ProviderParts,
  wish: IdentityProviderWish,
  actor: ProvenActor,
): Promise<IdentityProvider> {
  requireFreshProof(actor, actor.now);
  const before = await parts.settings.identityProviders();
  if (before.providers.length >= mostProviders) throw new UserError({ code: 'too-many-providers' });
  const provider = newProvider(parts, parts.newProviderId(actor.now), wish, before.providers);
  const entry = auditEntry(actor, 'identity-provider-added', actor, { detail: describe(provider) });
  return await withSecret(parts, provider, wish, async (added) => {
    await changeIdentityProviders(parts, before, [...before.providers, added], entry);
  });
}

/** A secret that is left out stays, unless the client is another: it would be shown to whoever answers there. */
export async function changeIdentityProvider(
  parts: ProviderParts,
  id: string,
  wish: IdentityProviderWish,
  actor: ProvenActor,
): Promise<IdentityProvider> {
  requireFreshProof(actor, actor.now);
  const before = await parts.settings.identityProviders();
  const kept = find(before.providers, id);
  const others = before.providers.filter((one) => one.id !== id);
  const isSameClient = kept.issuer === wish.issuer && kept.clientId === wish.clientId;
  const wanted = { ...newProvider(parts, id, wish, others), ...(isSameClient && { secretName: kept.secretName }) };
  const entry = auditEntry(actor, 'identity-provider-changed', actor, { detail: describe(wanted) });
  return await withSecret(parts, wanted, wish, async (changed) => {
    const all = before.providers.map((one) => (one.id === id ? changed : one));
    await changeIdentityProviders(parts, before, all, entry);
    if (changed.secretName !== kept.secretName) await forgetSecret(parts, kept);
  });
}

export async function removeIdentityProvider(
  parts: Pick<ProviderParts, 'database' | 'settings' | 'audit' | 'providerSecrets'>,
  id: string,
  actor: ProvenActor,
): Promise<void> {
  requireFreshProof(actor, actor.now);
  const before = await parts.settings.identityProviders();
  const removed = find(before.providers, id);
  const entry = auditEntry(actor, 'identity-provider-removed', actor, { detail: describe(removed) });
  const others = before.providers.filter((one) => one.id !== id);
  await changeIdentityProviders(parts, before, others, entry);
  await forgetSecret(parts, removed);
}

/** Tries a company as far as that goes without signing in. */
export async function testIdentityProvider(
  {
    settings,
    providerSecrets,
    testProvider,
    site,
  }: Pick<Parts, 'settings' | 'providerSecrets' | 'testProvider' | 'site'>,
  id: string,
): Promise<TestedProvider> {
  const { providers } = await settings.identityProviders();
  const provider = find(providers, id);
  const secret = provider.secretName === undefined ? undefined : await providerSecrets.read(provider.secretName);
  return { steps: await testProvider(provider, secret, site) };
}

function newProvider(
  { site }: Pick<Parts, 'site'>,
  id: string,
  wish: IdentityProviderWish,
  others: readonly StoredIdentityProvider[],
): StoredIdentityProvider {
  if (isPlain(wish.issuer) && !isPlain(site)) {
    throw new UserError({ code: 'issuer-plain', fault: 'must be an https address' });
  }
  if (others.some(({ issuer }) => issuer === wish.issuer)) throw new UserError({ code: 'issuer-taken' });
  const { name, issuer, clientId, isEnabled, admits, domains, joinsByEmail, scopes, groupsClaim, groupRules } = wish;
  return { id, name, issuer, clientId, isEnabled, admits, domains, joinsByEmail, scopes, groupsClaim, groupRules };
}

/** Keeps the secret of a company as long as what is to be written with it is. */
async function withSecret(
  parts: Pick<ProviderParts, 'providerSecrets'>,
  provider: StoredIdentityProvider,
  { clientSecret }: IdentityProviderWish,
  write: (provider: StoredIdentityProvider) => Promise<void>,
): Promise<IdentityProvider> {
  if (clientSecret === undefined) {
    await write(provider);
    return shown(provider);
  }
  const kept = { ...provider, secretName: await parts.providerSecrets.keep(provider.id, clientSecret) };
  try {
    await write(kept);
  } catch (error) {
    await forgetSecret(parts, kept);
    throw error;
  }
  return shown(kept);
}

async function forgetSecret(
  { providerSecrets }: Pick<ProviderParts, 'providerSecrets'>,
  { secretName }: StoredIdentityProvider,
): Promise<void> {
  if (secretName !== undefined) await providerSecrets.remove(secretName);
}

function find(providers: readonly StoredIdentityProvider[], id: string): StoredIdentityProvider {
  const found = providers.find((one) => one.id === id);
  if (found === undefined) throw new UserError({ code: 'provider-not-found' });
  return found;
}

function shown({ secretName, ...provider }: StoredIdentityProvider): IdentityProvider {
  return { ...provider, hasSecret: secretName !== undefined };
}

/** For the audit log: what says who gets in, and as what. */
function describe({
  name,
  issuer,
  isEnabled,
  admits,
  domains,
  joinsByEmail,
  groupRules,
}: StoredIdentityProvider): string {
  const admitted = { anyone: 'anyone', domains: domains.join(', '), invited: 'invited people' }[admits];
  const administrators = groupRules.filter(({ role }) => role === 'admin').map(({ group }) => group);
  const parts = [
    `${name} (${issuer}), ${isEnabled ? 'on' : 'off'}`,
    `admits ${admitted}`,
    joinsByEmail ? 'joins accounts by e-mail' : 'joins no accounts by e-mail',
    administrators.length > 0 ? `administrators: ${administrators.join(', ')}` : 'makes no administrators',
  ];
  return parts.join('; ').slice(0, 500);
}
