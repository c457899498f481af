import { changeSignInSettings } from '@cloudapp/accounts/application/setting-changes';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import type { Accounts } from '@cloudapp/accounts/composition';
import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import { afterEach, describe, expect, it } from 'vitest';
import type { SignInResult } from './authenticate.ts';
import { ada, closeAll, everybody, failures, origin, reasonOf, start } from './testing/start-company.ts';

afterEach(closeAll);

describe('signing in with a company', () => {
  it('begins with a page of the company that is told nothing of the ticket', async () => {
    const { begin, company } = await start({ scopes: 'groups' });
    const { ticket, authorizeAt } = await begin();
    const asked = new URL(authorizeAt);

    expect(asked.origin).toBe(company.server.issuer);
    expect(asked.searchParams.get('scope')).toBe('openid email profile groups');
    expect(asked.searchParams.get('redirect_uri')).toBe(`${origin}/sign-in/company`);
    expect(authorizeAt).not.toContain(ticket);
  });

  it('makes the account of who comes for the first time, and knows them again by who they are there', async () => {
    const { come, to } = await start();
    const first = await come(ada);
    const again = await come({ sub: 'ada', email: 'ada.king@acme.example', name: 'Ada King' });

    if (!first.authenticated || !again.authenticated) throw new Error('not signed in');
    expect(first.user).toMatchObject({ email: 'ada@acme.example', name: 'Ada Lovelace', role: 'user' });
    expect(first.session.mustChangePassword).toBe(false);
    expect(again.user.id).toBe(first.user.id);
    expect(await to.quotas.get(first.user.id)).toMatchObject({ limit: 3, used: 0 });
    const { items } = await to.audit.listOf('by-action', 'sign-in', { limit: 5 });
    expect(items[0]).toMatchObject({ actor: { id: first.user.id }, detail: 'With Acme' });
  });

  it('keeps in the audit log by which methods the company had them proven', async () => {
    const { come, to } = await start();

    await come({ ...ada, amr: ['pwd', 'mfa', 'not a word'] });

    const { items } = await to.audit.listOf('by-action', 'sign-in', { limit: 5 });
    expect(items).toMatchObject([{ detail: 'With Acme, pwd, mfa' }]);
  });

  it('says in the session which company it was, and where one signs out of it', async () => {
    const { come, company, to } = await start();
    const result = await come(ada);

    if (!result.authenticated) throw new Error('not signed in');
    const [session] = await to.sessions.listOf(result.user.id);
    expect(session?.company).toMatchObject({ id: company.id, name: 'Acme' });
    expect(session?.company?.signOutAt).toContain(`${company.server.issuer}/`);
    expect(session?.company?.signOutAt).toContain(encodeURIComponent(`${origin}/sign-in?signed-out`));
    expect(result.session.company).toEqual(session?.company);
  });

  it.each([
    ['says little in its ID token', ['email', 'email_verified', 'name', 'groups']],
    ['tells its groups apart', ['groups']],
  ])('asks a company once more that %s', async (_, claims) => {
    const groupRules = [{ group: 'research', quota: 8 }];
    const { come, to } = await start({ groupRules }, { apart: { claims } });

    const result = await come(ada);

    if (!result.authenticated) throw new Error(result.reason);
    expect(result.user).toMatchObject({ email: ada.email, name: ada.name });
    expect(await to.quotas.get(result.user.id)).toMatchObject({ limit: 8 });
  });

  it('shows a company who it is as the company wants it', async () => {
    const { come } = await start({}, { clientAuthentication: 'client_secret_post' });

    expect(reasonOf(await come(ada))).toBe('signed in');
  });

  it('asks no company once more that has told all that counts', async () => {
    const { come, company } = await start({}, { apart: { claims: ['groups'] } });
    await come(ada);

    expect(company.server.requests).not.toContain('GET /userinfo');
  });

  it('takes nothing that a company tells apart of somebody else', async () => {
    const { come, to } = await start({}, { apart: { claims: ['email'], subject: 'grace' } });

    expect(reasonOf(await come(ada))).toBe('company-refused');
    expect(await everybody(to)).toEqual([]);
  });

  it('makes one account of two tabs that come for the first time at once', async () => {
    const { begin, ask, company, to } = await start();
    const tabs = await Promise.all([begin(), begin(), begin()]);
    const answers: CompanyAnswer[] = [];
    for (const { authorizeAt } of tabs) answers.push(await company.server.signIn(authorizeAt, ada));

    const results = await Promise.all(tabs.map(({ ticket }, tab) => ask({ ticket, company: answers[tab] })));

    expect(results.map(reasonOf)).toEqual(['signed in', 'signed in', 'signed in']);
    expect(await everybody(to)).toHaveLength(1);
  });

  it('makes an account that no password opens', async () => {
    const { come, signIn, to } = await start();
    await come(ada);

    expect(reasonOf(await signIn(ada.email, 'a long enough password'))).toBe('authentication-error');
    expect((await everybody(to))[0]).toMatchObject({ hasNoPassword: true });
  });

  it('asks for no second factor of ours: how a company makes sure of its people is its own', async () => {
    const { come, to } = await start();
    const settings = await to.settings.signIn();
    const demand = { secondFactorOf: 'everybody', demandedSince: new Date().toISOString() } as const;
    const entry = { event: { action: 'sign-in-settings-changed' as const }, at: new Date() };
    await changeSignInSettings(to, settings, { ...settings, ...demand }, entry);

    const result = await come(ada);

    expect(result.authenticated && result.session.secondFactorDue).toBe(undefined);
  });
});

describe('who gets in', () => {
  it.each([
    ['anyone', {}, 'signed in'],
    ['a domain that is admitted', { admits: 'domains', domains: ['acme.example'] }, 'signed in'],
    ['another domain', { admits: 'domains', domains: ['other.example'] }, 'company-not-allowed'],
    ['nobody has invited', { admits: 'invited' }, 'company-not-allowed'],
  ] as const)('of %s', async (_, overrides, reason) => {
    const domains = 'domains' in overrides ? [...overrides.domains] : [];
    const { come, to } = await start({ ...overrides, domains });

    expect(reasonOf(await come(ada))).toBe(reason);
    expect(await everybody(to)).toHaveLength(reason === 'signed in' ? 1 : 0);
  });

  it('is the owner of the account with the e-mail where the company may say so, and that is recorded', async () => {
    const { come, to, passwordHash } = await start({ admits: 'invited', joinsByEmail: true });
    const user = await givenUser(to, { email: 'ada@acme.example' }, passwordHash);

    const result = await come(ada);

    expect(result.authenticated && result.user.id).toBe(user.id);
    const { items } = await to.audit.listOf('by-action', 'identity-joined', { limit: 5 });
    expect(items).toMatchObject([{ subject: { id: user.id }, detail: expect.stringContaining('Acme') as string }]);
  });

  it.each([
    ['may not', { joinsByEmail: false }, ada, 'company-not-allowed'],
    ['has not verified it', { joinsByEmail: true }, { ...ada, email_verified: false }, 'company-email-unverified'],
    [
      'says nothing of having verified it',
      { joinsByEmail: true },
      { ...ada, email_verified: undefined },
      'company-email-unverified',
    ],
    ['says so as text', { joinsByEmail: true }, { ...ada, email_verified: 'true' }, 'company-refused'],
  ])('is not the owner of the account with the e-mail where the company %s', async (_, overrides, claims, reason) => {
    const { come, to } = await start(overrides);
    const user = await givenUser(to, { email: ada.email });

    expect(reasonOf(await come(claims))).toBe(reason);
    expect(await to.sessions.listOf(user.id)).toEqual([]);
    expect((await failures(to))[0]).toMatchObject({ detail: expect.stringContaining('With Acme: ') as string });
  });

  it('is the first of two people there who have one e-mail', async () => {
    const { come, to } = await start({ joinsByEmail: true });
    const first = await come(ada);

    expect(reasonOf(await come({ ...ada, sub: 'not ada' }))).toBe('company-refused');
    expect(await everybody(to)).toHaveLength(1);
    expect(reasonOf(await come(ada))).toBe('signed in');
    expect(first.authenticated).toBe(true);
  });

  it('is nobody whose account is disabled, and their groups change nothing then', async () => {
    const { come, company, to } = await start();
    const first = await come(ada);
    if (!first.authenticated) throw new Error('not signed in');
    const user = await to.users.get(first.user.id);
    if (user === undefined) throw new Error('nobody');
    await to.accounts.update(user, { status: 'disabled' }, undefined, {
      event: { action: 'user-disabled' },
      at: new Date(),
    });
    await company.change({ groupRules: [{ group: 'research', role: 'admin' }] });

    expect(reasonOf(await come(ada))).toBe('account-disabled');
    expect(await to.users.get(first.user.id)).toMatchObject({ role: 'user' });
  });

  it('is, after their account was deleted, somebody new', async () => {
    const { come, to } = await start();
    const first = await come(ada);
    const user = first.authenticated ? await to.users.get(first.user.id) : undefined;
    if (user === undefined) throw new Error('nobody');
    await to.accounts.delete(user, { event: { action: 'user-deleted' }, at: new Date() });
    expect(await to.identities.listOf(user.id)).toEqual([]);

    const again = await come(ada);

    expect(again.authenticated && again.user.id).not.toBe(user.id);
    expect(reasonOf(again)).toBe('signed in');
  });
});

describe('groups', () => {
  const groupRules: StoredIdentityProvider['groupRules'] = [
    { group: 'platform', role: 'admin', quota: 20 },
    { group: 'research', quota: 8 },
  ];
  const roleAndQuota = async (to: Accounts, result: SignInResult) => {
    if (!result.authenticated) throw new Error(result.reason);
    return { role: result.user.role, quota: (await to.quotas.get(result.user.id))?.limit };
  };

  it('give role and quota at each sign-in, and a changed role ends the other sessions', async () => {
    const { come, to } = await start({ groupRules });
    await givenUser(to, { role: 'admin' });
    const as = (...groups: string[]) => come({ ...ada, groups });

    const first = await as('research');
    expect(await roleAndQuota(to, first)).toEqual({ role: 'user', quota: 8 });
    const before = first.authenticated ? await to.users.get(first.user.id) : undefined;
    expect(await roleAndQuota(to, await as('platform'))).toEqual({ role: 'admin', quota: 20 });
    expect((await to.users.get(before?.id ?? ''))?.sessionEpoch).toBe((before?.sessionEpoch ?? 0) + 1);
    expect(await roleAndQuota(to, await as())).toEqual({ role: 'user', quota: 3 });
  });

  it('leave everything as it is where there are no rules', async () => {
    const { come, to, passwordHash } = await start({ joinsByEmail: true });
    await givenUser(to, { email: ada.email, role: 'admin' }, passwordHash);

    expect(await roleAndQuota(to, await come({ ...ada, groups: [] }))).toEqual({ role: 'admin', quota: 3 });
  });

  it('do not take away the last administrator', async () => {
    const { come, to, passwordHash } = await start({ joinsByEmail: true, groupRules });
    await givenUser(to, { email: ada.email, role: 'admin' }, passwordHash);

    expect(await roleAndQuota(to, await come({ ...ada, groups: ['research'] }))).toEqual({ role: 'admin', quota: 8 });
  });

  it('do not take away the administrator who gets in when nobody else does', async () => {
    const { come, to, passwordHash } = await start({ joinsByEmail: true, groupRules });
    const user = await givenUser(to, { email: ada.email, role: 'admin' }, passwordHash);
    await givenUser(to, { role: 'admin' });
    const settings = await to.settings.signIn();
    const entry = { event: { action: 'sign-in-settings-changed' as const }, at: new Date() };
    await changeSignInSettings(to, settings, { ...settings, breakGlassUserId: user.id }, entry);

    expect(await roleAndQuota(to, await come({ ...ada, groups: [] }))).toEqual({ role: 'admin', quota: 3 });
  });
});
