import { randomBytes } from 'node:crypto';
import type { IdentityProviderWish } from '@cloudapp/contracts/identity-provider';
import { ProviderSecrets } from '@cloudapp/accounts/adapters/provider-secrets';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { openDatabase, type Database } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import {
  addIdentityProvider,
  changeIdentityProvider,
  removeIdentityProvider,
} from '../../microservices/create-user/src/application/identity-providers.ts';
import { PREFIX } from '../cloud/names.ts';
import { REGION } from '../ministack/mini-stack.ts';
import type { RootKey } from '../ministack/root-key.ts';
import { companyDomain, companyName } from './people.ts';

/** The company of `npm start`, and no other. */
export const companyId = `idp_${'acme'.padStart(26, '0')}`;

export interface ProductData {
  readonly emulatorUrl: string;
  readonly rootKey: RootKey;
  /** The key that secrets are kept under. */
  readonly secretsKeyId: string;
  /** The origin of the product's pages. */
  readonly site: string;
}

interface Registration {
  readonly issuer: string;
  readonly clientId: string;
}

const inGroups = {
  scopes: 'groups',
  groupsClaim: 'groups',
  groupRules: [
    { group: 'platform', role: 'admin', quota: 10 },
    { group: 'research', quota: 5 },
  ],
} satisfies Partial<IdentityProviderWish>;

/** Whether the company beside the product is one that people sign in with. */
export class CompanyRegister {
  readonly #parts;

  constructor(
    database: Database,
    { site, secrets }: { readonly site: string; readonly secrets: Pick<ProviderSecrets, 'keep' | 'read'> },
  ) {
    // A secret that is removed cannot be written again for a week: it stays for the next start.
    const providerSecrets = {
      keep: (id: string, secret: string) => secrets.keep(id, secret),
      read: (name: string) => secrets.read(name),
      remove: () => Promise.resolve(),
    };
    this.#parts = { ...composeAccounts(database), site, providerSecrets, newProviderId: () => companyId };
  }

  /** Has the product let people sign in with it. What was so before stays, and is not recorded again. @returns its client secret */
  async enter({ issuer, clientId }: Registration): Promise<string> {
    const { providers } = await this.#parts.settings.identityProviders();
    const known = providers.find((one) => one.id === companyId || one.issuer === issuer);
    const kept = known?.secretName === undefined ? undefined : await this.#read(known.secretName);
    if (kept !== undefined && known?.issuer === issuer && known.clientId === clientId) return kept;
    const client = { issuer, clientId, clientSecret: randomBytes(32).toString('base64url') };
    if (known === undefined) await addIdentityProvider(this.#parts, { ...newCompany, ...client }, actor());
    else await changeIdentityProvider(this.#parts, known.id, { ...known, ...client }, actor());
    return client.clientSecret;
  }

  /** Takes it away where an earlier start has entered it. Accounts of its people stay. */
  async leave(): Promise<void> {
    const { providers } = await this.#parts.settings.identityProviders();
    if (providers.some(({ id }) => id === companyId)) await removeIdentityProvider(this.#parts, companyId, actor());
  }

  /** Undefined where the emulator ended before it had saved it. */
  async #read(name: string): Promise<string | undefined> {
    try {
      return await this.#parts.providerSecrets.read(name);
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }
}

/** Does something with the register of the product that runs. */
export async function withRegister<T>(
  { emulatorUrl, rootKey, secretsKeyId, site }: ProductData,
  work: (register: CompanyRegister) => Promise<T>,
): Promise<T> {
  const settings = { endpoint: emulatorUrl, region: REGION, credentials: rootKey, ...callSettings(patience.request) };
  const database = openDatabase(PREFIX, settings);
  const secrets = new ProviderSecrets(settings, { prefix: PREFIX, keyId: secretsKeyId });
  try {
    return await work(new CompanyRegister(database, { site, secrets }));
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

function actor() {
  const now = new Date();
  return { id: 'npm-start', name: 'npm start', address: '127.0.0.1', now, provenAt: now.toISOString() };
}
