import { identityProviderRoutes as contracts, type IdentityProvider } from '@cloudapp/contracts/identity-provider';
import { UserRepository } from '@cloudapp/data/user-repository';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeIdentityProvider } from './application/identity-providers.ts';
import { setPasswordPolicy } from './application/password-policy.ts';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

beforeEach(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterEach(() => service.stop());

const wish = {
  name: 'Acme',
  issuer: 'https://id.acme.example',
  clientId: 'cloudapp',
  clientSecret: 'a secret of Acme',
  isEnabled: true,
  admits: 'domains',
  domains: ['Acme.example'],
  joinsByEmail: false,
  scopes: 'groups',
  groupsClaim: 'groups',
  groupRules: [{ group: 'platform', role: 'admin', quota: 20 }],
};

const add = (body: object = wish, as = admin) => service.request('POST', '/identity-providers', { as, body });
const outcome = async (asked: Promise<Response>) => {
  const response = await asked;
  return response.ok ? response.status : problemSchema.parse(await response.json()).code;
};
const added = async (overrides: object = {}) =>
  contracts.addIdentityProvider.response.parse(await (await add({ ...wish, ...overrides })).json());
const change = (id: string, body: object, as = admin) =>
  service.request('PUT', `/identity-providers/${id}`, { as, body });
const stored = async () => (await service.to.settings.identityProviders()).providers;
const options = async () =>
  contracts.getSignInOptions.response.parse(await (await service.request('GET', '/sign-in-options')).json());

describe('a company to sign in with', () => {
  it('is added, offered to everybody by its name, and listed with what it must be told', async () => {
    const provider = await added();

    expect(provider).toMatchObject({ name: 'Acme', domains: ['acme.example'], hasSecret: true });
    expect(await options()).toEqual({ companies: [{ id: provider.id, name: 'Acme' }], passwordsOf: 'everybody' });
    const list = await (await service.request('GET', '/identity-providers', { as: admin })).json();
    expect(list).toMatchObject({
      items: [provider],
      returnAddress: `${service.parts.site}/sign-in/company`,
      signedOutAddress: `${service.parts.site}/sign-in?signed-out`,
    });
  });

  it('keeps its secret where it is never shown, logged or audited', async () => {
    const provider = await added();
    const answers = [
      JSON.stringify(provider),
      await (await service.request('GET', '/identity-providers', { as: admin })).text(),
      await (await service.request('GET', '/sign-in-options')).text(),
      JSON.stringify((await service.to.audit.listOf('by-action', 'identity-provider-added', { limit: 5 })).items),
      service.log.join('\n'),
    ];

    expect(answers.filter((text) => text.includes('a secret of Acme'))).toEqual([]);
    expect(await service.parts.providerSecrets.read((await stored())[0]?.secretName ?? '')).toBe('a secret of Acme');
  });

  it('is recorded with who gets in by it, and as what', async () => {
    await added();
    const { items } = await service.to.audit.listOf('by-action', 'identity-provider-added', { limit: 5 });

    expect(items).toMatchObject([
      {
        actor: { id: admin.user.id },
        detail:
          'Acme (https://id.acme.example), on; admits acme.example; joins no accounts by e-mail; administrators: platform',
      },
    ]);
  });

  it('is not offered while it is off', async () => {
    await added({ isEnabled: false });

    expect((await options()).companies).toEqual([]);
  });

  it('keeps its secret when it is changed, gets another, and loses it with another client, to whom it must not be shown', async () => {
    const { id } = await added();
    const without = { ...wish, clientSecret: undefined };
    const secretAfter = async (body: object) => {
      await change(id, body);
      const [{ secretName } = { secretName: undefined }] = await stored();
      return secretName === undefined ? undefined : await service.parts.providerSecrets.read(secretName);
    };

    expect(await secretAfter({ ...without, name: 'Acme Ltd' })).toBe('a secret of Acme');
    expect(await secretAfter({ ...wish, clientSecret: 'another' })).toBe('another');
    expect(await secretAfter({ ...without, issuer: 'https://elsewhere.example' })).toBeUndefined();
  });

  it('keeps no secret longer than it needs it, whatever became of the change', async () => {
    const { id } = await added();
    const names: string[] = [];
    const providerSecrets = {
      ...service.parts.providerSecrets,
      keep: async (...asked: Parameters<typeof service.parts.providerSecrets.keep>) => {
        const name = await service.parts.providerSecrets.keep(...asked);
        names.push(name);
        return name;
      },
    };
    const parts = { ...service.parts, providerSecrets };
    const [{ secretName: first = '' } = {}] = await stored();
    const now = new Date();
    const actor = { ...admin.user, address: '192.0.2.1', now, provenAt: now.toISOString() };
    const elsewhere = { ...contracts.changeIdentityProvider.body.parse(wish), issuer: 'https://elsewhere.example' };
    const asked = ['one', 'other'].map((clientSecret) =>
      changeIdentityProvider(parts, id, { ...elsewhere, clientSecret }, actor),
    );

    const outcomes = await Promise.allSettled(asked);

    const [{ secretName = '' } = {}] = await stored();
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const gone = [first, ...names].filter((name) => name !== secretName);
    expect(gone).toHaveLength(2);
    expect(await Promise.allSettled(gone.map(providerSecrets.read))).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    expect(await providerSecrets.read(secretName)).toMatch(/^(one|other)$/);
  });

  it('goes, and its accounts stay', async () => {
    const { id } = await added();

    expect(await outcome(service.request('DELETE', `/identity-providers/${id}`, { as: admin }))).toBe(204);
    expect(await outcome(service.request('DELETE', `/identity-providers/${id}`, { as: admin }))).toBe('not-found');
    expect((await options()).companies).toEqual([]);
  });

  it.each([
    ['added', () => add],
    ['changed', (provider: IdentityProvider) => (body: object, as: Caller) => change(provider.id, body, as)],
    [
      'removed',
      ({ id }: IdentityProvider) =>
        (_: object, as: Caller) =>
          service.request('DELETE', `/identity-providers/${id}`, { as }),
    ],
  ])('is %s by administrators with a fresh proof alone', async (_, by) => {
    const ask = by(await added());
    const before = await stored();
    const other = { ...wish, issuer: 'https://id.other.example' };

    expect(await outcome(ask(other, await service.givenCaller({ role: 'admin' }, undefined, 11)))).toBe(
      'proof-required',
    );
    expect(await outcome(ask(other, await service.givenCaller()))).toBe('administrator-required');
    expect(await stored()).toEqual(before);
  });

  it('has an issuer to itself: two of one could be taken for each other', async () => {
    await added();
    const other = await added({ issuer: 'https://id.other.example' });

    expect(await outcome(add())).toBe('issuer-taken');
    expect(await outcome(change(other.id, wish))).toBe('issuer-taken');
  });

  it('is one of ten', async () => {
    for (let n = 0; n < 10; n += 1) await added({ issuer: `https://id${n}.example` });

    expect(await outcome(add())).toBe('too-many-providers');
  });

  it.each([
    ['plain http', { issuer: 'http://id.acme.example' }],
    ['a file', { issuer: 'file:///etc/passwd' }],
    ['an issuer with a query', { issuer: 'https://id.acme.example/?a=b' }],
    ['an issuer with a password', { issuer: 'https://a:b@id.acme.example' }],
    ['a domain that is none', { domains: ['*.example'] }],
    ['a rule that gives nothing', { groupRules: [{ group: 'platform' }] }],
    ['a claim with a space', { groupsClaim: 'a b' }],
    ['no name', { name: ' ' }],
  ])('is refused with %s', async (_, overrides) => {
    expect(await outcome(add({ ...wish, ...overrides }))).toBe('invalid-request');
  });
});

describe('passwords', () => {
  const policy = (body: object, as = admin) => service.request('PUT', '/sign-in-settings/passwords', { as, body });
  const breakGlass = () => ({ passwordsOf: 'break-glass', breakGlassUserId: admin.user.id });

  it('are switched off for all but an administrator with a password, told to the sign-in page and recorded', async () => {
    expect(await outcome(policy(breakGlass()))).toBe(200);

    expect((await options()).passwordsOf).toBe('break-glass');
    const { items } = await service.to.audit.listOf('by-action', 'sign-in-settings-changed', { limit: 5 });
    expect(items[0]?.detail).toContain(admin.user.email);
  });

  it.each([
    ['nobody', {}],
    ['somebody who is no administrator', { role: 'user' }],
    ['somebody who is disabled', { status: 'disabled' }],
    ['somebody with a one-time password', { mustChangePassword: true }],
    ['somebody without a password', { hasNoPassword: true }],
  ] as const)('are not switched off for all but %s', async (who, overrides) => {
    const user = await givenUser(service.to, { role: 'admin', ...overrides });
    const breakGlassUserId = who === 'nobody' ? undefined : user.id;

    expect(await outcome(policy({ passwordsOf: 'break-glass', breakGlassUserId }))).toBe('break-glass-missing');
  });

  it('need a fresh proof to be switched off', async () => {
    const stale = await service.givenCaller({ role: 'admin' }, undefined, 11);

    expect(await outcome(policy(breakGlass(), stale))).toBe('proof-required');
  });

  it('of the account that is left are not taken away with it, until they are on again', async () => {
    const other = await service.givenCaller({ role: 'admin' });
    const path = `/users/${admin.user.id}`;
    const edits = () =>
      Promise.all([
        outcome(service.request('PATCH', path, { as: other, body: { status: 'disabled' } })),
        outcome(service.request('PATCH', path, { as: other, body: { role: 'user' } })),
        outcome(service.request('DELETE', path, { as: other })),
        outcome(service.request('POST', `${path}/password-reset`, { as: other })),
      ]);
    await policy(breakGlass());

    expect(new Set(await edits())).toEqual(new Set(['break-glass-account']));
    const change = { ids: [admin.user.id], change: { action: 'reset-password' } };
    const several = await service.request('POST', '/users/changes', { as: other, body: change });
    expect(await several.json()).toMatchObject({ results: [{ outcome: 'refused', reason: 'break-glass-account' }] });
    expect(await outcome(service.request('PATCH', path, { as: other, body: { name: 'Ada' } }))).toBe(200);
    await policy({ passwordsOf: 'everybody' });
    expect(await outcome(service.request('PATCH', path, { as: other, body: { role: 'user' } }))).toBe(200);
  });

  it('are not switched off for all but somebody who has become a user meanwhile', async () => {
    const { user } = await service.givenCaller({ role: 'admin' });
    const entry = { event: { action: 'user-updated' as const }, at: new Date() };
    const get = async () => {
      await service.to.accounts.update(user, { role: 'user' }, undefined, entry);
      return user;
    };
    const parts = { ...service.parts, users: Object.assign(new UserRepository(service.tables.database), { get }) };
    const actor = { ...admin.user, address: '192.0.2.1', now: new Date(), provenAt: new Date().toISOString() };

    const asked = setPasswordPolicy(parts, { passwordsOf: 'break-glass', breakGlassUserId: user.id }, actor);

    await expect(asked).rejects.toMatchObject({ code: 'edit-conflict' });
    expect((await service.to.settings.signIn()).breakGlassUserId).not.toBe(user.id);
  });

  it('stay what they are when second factors are demanded, and the other way round', async () => {
    await policy(breakGlass());
    await service.request('PUT', '/sign-in-settings', {
      as: admin,
      body: { secondFactorOf: 'everybody', graceDays: 3 },
    });
    await policy({ passwordsOf: 'everybody', breakGlassUserId: admin.user.id });

    expect(await service.to.settings.signIn()).toMatchObject({
      secondFactorOf: 'everybody',
      graceDays: 3,
      passwordsOf: 'everybody',
      breakGlassUserId: admin.user.id,
    });
  });
});
