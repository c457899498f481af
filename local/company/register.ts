import type { IdentityProviderWish } from '@cloudapp/contracts/identity-provider';
import { ProviderSecrets } from '@cloudapp/accounts/adapters/provider-secrets';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { openDatabase } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import {
  addIdentityProvider,
  changeIdentityProvider,
} from '../../microservices/create-user/src/application/identity-providers.ts';
import { PREFIX } from '../cloud/names.ts';
import { REGION } from '../ministack/mini-stack.ts';
import type { RootKey } from '../ministack/root-key.ts';
import { companyDomain, companyName } from './people.ts';

export interface Registration {
  readonly emulatorUrl: string;
  readonly rootKey: RootKey;
  /** The key that secrets are kept under. */
  readonly secretsKeyId: string;
  /** The origin of the product's pages. */
  readonly site: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const inGroups = {
  scopes: 'groups',
  groupsClaim: 'groups',
  groupRules: [
    { group: 'platform', role: 'admin', quota: 10 },
    { group: 'research', quota: 5 },
  ],
} satisfies Partial<IdentityProviderWish>;

/** Has the product let people sign in with the company. Where it knows it already it learns its secret anew, and no more. */
export async function registerCompany(registration: Registration): Promise<void> {
  const { issuer, clientId, clientSecret } = registration;
  const settings = {
    endpoint: registration.emulatorUrl,
    region: REGION,
    credentials: registration.rootKey,
    ...callSettings(patience.request),
  };
  const database = openDatabase(PREFIX, settings);
  const parts = {
    ...composeAccounts(database),
    site: registration.site,
    providerSecrets: new ProviderSecrets(settings, { prefix: PREFIX, keyId: registration.secretsKeyId }),
    newProviderId: (now: Date) => newId('idp', now),
  };
  const now = new Date();
  const actor = { id: 'npm-start', name: 'npm start', address: '127.0.0.1', now, provenAt: now.toISOString() };
  try {
    const { providers } = await parts.settings.identityProviders();
    const known = providers.find((provider) => provider.issuer === issuer);
    if (known === undefined) {
      await addIdentityProvider(parts, { ...newCompany, issuer, clientId, clientSecret }, actor);
    } else {
      await changeIdentityProvider(parts, known.id, { ...known, clientId, clientSecret }, actor);
    }
  } finally {
    database.client.destroy();
  }
}

const newCompany = {
  name: companyName,
  isEnabled: true,
  admits: 'domains',
  domains: [companyDomain],
  joinsByEmail: false,
  ...inGroups,
} satisfies Partial<IdentityProviderWish>;
