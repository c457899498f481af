import { changeIdentityProviders } from '@cloudapp/accounts/application/setting-changes';
import { composeAccounts, type Accounts } from '@cloudapp/accounts/composition';
import { openProviderSecrets } from '@cloudapp/accounts/testing/provider-secrets';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addIdentityProvider } from '../../microservices/create-user/src/application/identity-providers.ts';
import { companyId, CompanyRegister } from './register.ts';

const site = 'http://localhost:8080';
const acme = { issuer: 'http://localhost:8090', clientId: 'cloudapp' };

let tables: TestTables;
let to: Accounts;
let register: CompanyRegister;

beforeEach(async () => {
  tables = await createTestTables(['settings', 'audit']);
  to = composeAccounts(tables.database);
  register = new CompanyRegister(tables.database, { site, secrets: openProviderSecrets });
});
afterEach(() => tables.remove());

const companies = async () => (await to.settings.identityProviders()).providers;
const recorded = async () => {
  const { items } = await to.audit.listOf('by-actor', 'npm-start', { limit: 10 });
  return items.map(({ action }) => action).reverse();
};

/** What an administrator has added by hand. */
async function givenOther(issuer: string, id = `idp_${'1'.repeat(26)}`): Promise<void> {
  const parts = { ...to, site, providerSecrets: openProviderSecrets, newProviderId: () => id };
  const now = new Date();
  const actor = { id: 'usr_a', name: 'Ada', address: '192.0.2.1', now, provenAt: now.toISOString() };
  const who = { name: 'Other', admits: 'invited', joinsByEmail: false } as const;
  const what = { domains: [], scopes: '', groupsClaim: 'groups', groupRules: [], isEnabled: true };
  await addIdentityProvider(parts, { ...who, ...what, issuer, clientId: 'theirs' }, actor);
}

describe('the company of a start', () => {
  it('is entered once, with a secret that stays, and starts after that change and record nothing', async () => {
    const secret = await register.enter(acme);
    const [entered] = await companies();

    expect(await register.enter(acme)).toBe(secret);
    expect(entered).toMatchObject({ id: companyId, name: 'Acme', ...acme });
    expect(await companies()).toEqual([entered]);
    expect(await recorded()).toEqual(['identity-provider-added']);
  });

  it('keeps what an administrator has changed of it', async () => {
    const secret = await register.enter(acme);
    const { providers, version } = await to.settings.identityProviders();
    const changed = providers.map((one) => ({ ...one, name: 'Acme Ltd', isEnabled: false }));
    await changeIdentityProviders(to, { providers, version }, changed, {
      event: { action: 'user-updated' },
      at: new Date(),
    });

    expect(await register.enter(acme)).toBe(secret);
    expect(await companies()).toMatchObject([{ name: 'Acme Ltd', isEnabled: false }]);
  });

  it('is told where it is now when its port is another', async () => {
    await register.enter(acme);
    const elsewhere = { ...acme, issuer: 'http://localhost:9999' };

    await register.enter(elsewhere);

    expect(await companies()).toMatchObject([{ id: companyId, ...elsewhere }]);
    expect(await recorded()).toEqual(['identity-provider-added', 'identity-provider-changed']);
  });

  it('gets another secret where the one before was lost', async () => {
    const lost = new Error('There is no such secret');
    lost.name = 'ResourceNotFoundException';
    const first = await register.enter(acme);
    const secrets = { ...openProviderSecrets, read: () => Promise.reject(lost) };

    expect(await new CompanyRegister(tables.database, { site, secrets }).enter(acme)).not.toBe(first);
  });

  it('is taken away by a start without it, alone and once', async () => {
    await givenOther('https://id.other.example');
    await register.enter(acme);

    await register.leave();
    await register.leave();

    expect(await companies()).toMatchObject([{ name: 'Other' }]);
    expect(await recorded()).toEqual(['identity-provider-added', 'identity-provider-removed']);
  });

  it('comes back after that', async () => {
    await register.enter(acme);
    await register.leave();

    await register.enter(acme);

    expect(await companies()).toMatchObject([{ id: companyId }]);
  });

  it('leaves one alone that an administrator has added with the same issuer', async () => {
    await givenOther(acme.issuer);

    await register.leave();

    expect(await companies()).toHaveLength(1);
  });
});
