import { requestsOf } from '@cloudapp/data/testing/count-requests';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeAccessTokenCheck, composeAccounts, type Accounts } from '../composition.ts';
import { givenAccessToken, givenUser } from '../testing/accounts.ts';
import type { AccessTokenCheck } from './access-token-check.ts';

let tables: TestTables;
let to: Accounts;
let check: AccessTokenCheck;

beforeAll(async () => {
  tables = await createTestTables([
    'users',
    'credentials',
    'quotas',
    'access-tokens',
    'factors',
    'identities',
    'statistics-events',
    'audit',
  ]);
  to = composeAccounts(tables.database);
  check = composeAccessTokenCheck(tables.database);
  await givenUser(to, { role: 'admin' });
});
afterAll(() => tables.remove());

const address = '192.0.2.7';
const entry = () => ({ event: { action: 'user-updated' as const }, at: new Date() });
const after = (days: number, from: Date) => new Date(from.getTime() + days * 86_400_000);

describe('AccessTokenCheck', () => {
  it('finds the user and what the token is for, by one request and a note of its use', async () => {
    const user = await givenUser(to);
    const text = await givenAccessToken(to, user, { scopes: ['read'] });
    const ask = async () => {
      const requests = await requestsOf(tables.database, () => check.authenticate(text, address, new Date()));
      return requests.map(({ command, items }) => `${command} ${items}`);
    };

    expect(await check.authenticate(text, address, new Date())).toMatchObject({
      user: { id: user.id, role: 'user' },
      scopes: ['read'],
    });
    expect(await ask()).toEqual(['BatchGetItem 2']);
    const [token] = await check.listOf(user, new Date());
    expect(token).toMatchObject({ lastUsedFrom: address });
    expect(Date.now() - Date.parse(token?.lastUsedAt ?? '')).toBeLessThan(60_000);
  });

  it('knows no token by its names alone', async () => {
    const [user, other] = [await givenUser(to), await givenUser(to)];
    const text = await givenAccessToken(to, user);
    const [stored] = await to.accessTokens.listOf(user.id);
    const forged = await givenAccessToken(to, other, { tokenId: stored?.tokenId ?? '' });

    expect(await check.authenticate(text, address, new Date())).toBeDefined();
    expect(await check.authenticate(forged, address, new Date())).toBeUndefined();
    expect(await check.authenticate('x'.repeat(43), address, new Date())).toBeUndefined();
  });

  it('was never proven, so that what asks for a fresh proof is closed to it', async () => {
    const text = await givenAccessToken(to, await givenUser(to));

    expect(await check.authenticate(text, address, new Date())).toMatchObject({ provenAt: '1970-01-01T00:00:00.000Z' });
  });

  it('is an administrator’s only with the scope for it', async () => {
    const admin = await givenUser(to, { role: 'admin' });
    const roleBy = async (...scopes: ('read' | 'machines' | 'admin')[]) =>
      (await check.authenticate(await givenAccessToken(to, admin, { scopes }), address, new Date()))?.user.role;

    expect([await roleBy('read', 'machines'), await roleBy('admin')]).toEqual(['user', 'admin']);
  });

  it('ends by time, though the table still has it', async () => {
    const start = new Date();
    const user = await givenUser(to);
    const text = await givenAccessToken(to, user, { expiresAt: after(1, start).toISOString() }, start);

    expect(await check.authenticate(text, address, new Date(after(1, start).getTime() - 1))).toBeDefined();
    expect(await check.authenticate(text, address, after(1, start))).toBeUndefined();
    expect(await check.listOf(user, after(1, start))).toEqual([]);
  });

  it.each<[string, (user: Awaited<ReturnType<typeof givenUser>>) => Promise<unknown>]>([
    ['disabled', (user) => to.accounts.update(user, { status: 'disabled' }, undefined, entry())],
    ['signed out by an administrator', (user) => to.accounts.signOut(user, entry())],
    ['given another password', (user) => to.accounts.setPassword(user, { hash: 'x' }, undefined, entry())],
    ['made an administrator', (user) => to.accounts.update(user, { role: 'admin' }, undefined, entry())],
    ['deleted', (user) => to.accounts.delete(user, entry())],
  ])('ends at once with a user who is %s', async (_, end) => {
    const user = await givenUser(to);
    const text = await givenAccessToken(to, user);
    expect(await check.authenticate(text, address, new Date())).toBeDefined();

    await end(user);

    expect(await check.authenticate(text, address, new Date())).toBeUndefined();
  });

  it('is nowhere any more when its user was deleted', async () => {
    const user = await givenUser(to);
    await givenAccessToken(to, user);
    await givenAccessToken(to, user);

    await to.accounts.delete(user, entry());

    expect(await to.accessTokens.listOf(user.id)).toEqual([]);
  });

  it('does not come back with a user who is enabled again', async () => {
    const user = await givenUser(to);
    const text = await givenAccessToken(to, user);
    const disabled = await to.accounts.update(user, { status: 'disabled' }, undefined, entry());
    await to.accounts.update(disabled, { status: 'active' }, undefined, entry());

    expect(await check.authenticate(text, address, new Date())).toBeUndefined();
  });

  it('ends once, and leaves the others', async () => {
    const user = await givenUser(to);
    const [text, other] = [await givenAccessToken(to, user), await givenAccessToken(to, user, { name: 'Other' })];
    const [, first] = await check.listOf(user, new Date());
    if (first === undefined) throw new Error('Two tokens were made');

    await to.accounts.endAccessToken(first, entry());

    await expect(to.accounts.endAccessToken(first, entry())).rejects.toMatchObject({ code: 'token-ended' });
    const left = await Promise.all([text, other].map((one) => check.authenticate(one, address, new Date())));
    expect(left.filter((found) => found !== undefined)).toHaveLength(1);
    expect((await check.listOf(user, new Date())).map(({ tokenId }) => tokenId)).not.toContain(first.tokenId);
  });
});
