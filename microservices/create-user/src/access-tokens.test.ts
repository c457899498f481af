import { accessTokenSchema, makeAccessToken, mostTokens, type TokenWish } from '@cloudapp/contracts/access-token';
import { problemSchema } from '@cloudapp/contracts/problem';
import { givenAccessToken } from '@cloudapp/accounts/testing/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const wish: TokenWish = { name: 'Nightly build', scopes: ['read', 'machines'], days: 30 };
const listSchema = z.object({ items: z.array(accessTokenSchema) });

const make = (as: Caller, changes: Partial<Record<keyof TokenWish, unknown>> = {}) =>
  service.request('POST', '/me/tokens', { as, body: { ...wish, ...changes } });
const made = async (as: Caller, changes: Partial<TokenWish> = {}) => {
  const response = await make(as, changes);
  expect(response.status).toBe(201);
  return makeAccessToken.response.parse(await response.json());
};
const list = async (as: Caller, path = '/me/tokens') =>
  listSchema.parse(await (await service.request('GET', path, { as })).json()).items;
const codeOf = async (response: Response) =>
  response.ok ? response.status : problemSchema.parse(await response.json()).code;
const byToken = (secret: string, method: string, path: string, body?: object) =>
  fetch(`${service.url}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${secret}`, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('a token for programs', () => {
  it('is told once, and acts for its owner without a session and without an origin', async () => {
    const owner = await service.givenCaller();

    const { token, secret } = await made(owner);

    expect(token).toMatchObject({ name: wish.name, scopes: wish.scopes });
    expect(Date.parse(token.expiresAt) - Date.parse(token.createdAt)).toBe(30 * 86_400_000);
    const answer = await byToken(secret, 'GET', '/me');
    expect([answer.status, await answer.json()]).toMatchObject([200, { id: owner.user.id }]);
    const [listed] = await list(owner);
    expect(listed).toMatchObject({ id: token.id, lastUsedFrom: '127.0.0.1' });
    expect(JSON.stringify(await list(owner))).not.toContain(secret.slice(61));
  });

  it('is in no table and no line of the log, and the log names it', async () => {
    const owner = await service.givenCaller();
    const { token, secret } = await made(owner);
    service.log.length = 0;

    await byToken(secret, 'GET', '/me');
    await byToken(`${secret}x`, 'GET', '/me');

    expect(service.log.join('')).not.toContain(secret.slice(9));
    expect(JSON.parse(service.log[0] ?? '')).toMatchObject({ userId: owner.user.id, tokenId: token.id });
    const stored = await service.to.accessTokens.listOf(owner.user.id);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(61));
  });

  it('is made and ended in the audit log', async () => {
    const owner = await service.givenCaller();
    const { token } = await made(owner, { days: 1 });

    await service.request('DELETE', `/me/tokens/${token.id}`, { as: owner });

    const { items } = await service.to.audit.listOf('by-actor', owner.user.id, { limit: 10 });
    expect(items.map(({ action, subject, detail }) => [action, subject?.id, detail]).slice(0, 2)).toEqual([
      ['token-ended', owner.user.id, wish.name],
      ['token-made', owner.user.id, `${wish.name} (read, machines), for a day`],
    ]);
  });

  it.each<[string, object]>([
    ['no name', { name: ' ' }],
    ['a long name', { name: 'n'.repeat(61) }],
    ['a name that cannot be seen', { name: 'a\u202eb' }],
    ['no scope', { scopes: [] }],
    ['an unknown scope', { scopes: ['read', 'everything'] }],
    ['a scope twice', { scopes: ['read', 'read'] }],
    ['no day', { days: 0 }],
    ['more than a year', { days: 366 }],
    ['more than is asked for', { epoch: 0 }],
  ])('with %s is refused', async (_, changes) => {
    const owner = await service.givenCaller();

    expect(await codeOf(await make(owner, changes))).toBe('invalid-request');
    expect(await list(owner)).toEqual([]);
  });

  it('is for administration only if its owner is an administrator', async () => {
    const [user, admin] = [await service.givenCaller(), await service.givenCaller({ role: 'admin' })];

    expect(await codeOf(await make(user, { scopes: ['admin'] }))).toBe('administrator-required');
    const { secret } = await made(admin, { scopes: ['admin'] });
    expect((await byToken(secret, 'GET', '/users')).status).toBe(200);
  });

  it('is made with a fresh proof alone', async () => {
    const owner = await service.givenCaller({}, undefined, 11);

    expect(await codeOf(await make(owner))).toBe('proof-required');
    expect(await list(owner)).toEqual([]);
  });

  it('makes and ends no token, ends no session, changes no password and passes for no proof', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const target = await service.givenCaller();
    const { token, secret } = await made(admin, { scopes: ['read', 'machines', 'admin'] });
    const codes = [
      byToken(secret, 'POST', '/me/tokens', wish),
      byToken(secret, 'DELETE', `/me/tokens/${token.id}`),
      byToken(secret, 'DELETE', '/session'),
      byToken(secret, 'PUT', '/me/password', { newPassword: 'a harbour without any ships' }),
      byToken(secret, 'POST', '/session/proof', { password: 'x' }),
      byToken(secret, 'DELETE', `/users/${target.user.id}`),
      byToken(secret, 'PATCH', `/users/${target.user.id}`, { role: 'admin' }),
    ];

    const answers = await Promise.all(codes.map(async (response) => codeOf(await response)));

    expect(answers).toEqual([...Array<string>(6).fill('scope-missing'), 'proof-required']);
    expect((await byToken(secret, 'GET', '/me')).status).toBe(200);
  });

  it('counts alone where it comes beside a session', async () => {
    const [owner, other] = [await service.givenCaller(), await service.givenCaller()];
    const { secret } = await made(owner);
    const ask = async (authorization: string) => {
      const headers = { Authorization: authorization, Cookie: `__Host-session=${other.token}` };
      const response = await fetch(`${service.url}/api/me`, { headers });
      return [response.status, response.headers.get('www-authenticate')];
    };

    expect(await ask(`Bearer ${secret}`)).toEqual([200, null]);
    expect(await ask('Bearer')).toEqual([401, 'Bearer error="invalid_token"']);
    expect(await ask(`Bearer ${secret.slice(0, -1)}`)).toEqual([401, 'Bearer error="invalid_token"']);
    expect(await ask('Basic YTpi')).toEqual([200, null]);
    const nobody = await fetch(`${service.url}/api/me`);
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Session']);
  });

  it('is one of at most fifty', async () => {
    const owner = await service.givenCaller();
    for (let n = 1; n < mostTokens; n++) await givenAccessToken(service.to, owner.user);

    await made(owner);

    expect(await codeOf(await make(owner))).toBe('too-many-tokens');
    expect(await list(owner)).toHaveLength(mostTokens);
  });
});

describe('ending a token', () => {
  it('refuses it from then on, and tells whoever ends it again that there is none', async () => {
    const owner = await service.givenCaller();
    const { token, secret } = await made(owner);
    const end = () => service.request('DELETE', `/me/tokens/${token.id}`, { as: owner });

    expect((await end()).status).toBe(204);

    expect((await byToken(secret, 'GET', '/me')).status).toBe(401);
    expect(await codeOf(await end())).toBe('not-found');
    expect(await list(owner)).toEqual([]);
  });

  it('is for its owner and for administrators, who see everybody’s', async () => {
    const [owner, other] = [await service.givenCaller(), await service.givenCaller()];
    const admin = await service.givenCaller({ role: 'admin' });
    const { token, secret } = await made(owner);

    expect(await codeOf(await service.request('DELETE', `/me/tokens/${token.id}`, { as: other }))).toBe('not-found');
    expect((await byToken(secret, 'GET', '/me')).status).toBe(200);
    const path = `/users/${owner.user.id}/tokens`;
    expect((await list(admin, path)).map(({ id }) => id)).toEqual([token.id]);
    expect((await service.request('DELETE', `${path}/${token.id}`, { as: admin })).status).toBe(204);
    expect((await byToken(secret, 'GET', '/me')).status).toBe(401);
  });
});
