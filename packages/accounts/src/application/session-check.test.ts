import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestsOf } from '@cloudapp/data/testing/count-requests';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { hashToken, newToken } from '@cloudapp/data/token';
import { composeAccounts, composeSessionCheck, type Accounts } from '../composition.ts';
import { givenSession, givenUser } from '../testing/accounts.ts';
import type { SessionCheck } from './session-check.ts';

let tables: TestTables;
let to: Accounts;
let check: SessionCheck;

beforeAll(async () => {
  tables = await createTestTables([
    'users',
    'credentials',
    'quotas',
    'sessions',
    'access-tokens',
    'factors',
    'identities',
    'settings',
    'statistics-events',
    'audit',
  ]);
  to = composeAccounts(tables.database);
  check = composeSessionCheck(tables.database, 60);
  await givenUser(to, { role: 'admin' });
});
afterAll(() => tables.remove());

const entry = () => ({ event: { action: 'user-updated' as const }, at: new Date() });
const minutes = (count: number, from: Date) => new Date(from.getTime() + count * 60_000);

describe('SessionCheck', () => {
  it('finds the session and its user', async () => {
    const user = await givenUser(to);
    const token = await givenSession(to, user);

    expect(await check.authenticate(token, new Date())).toMatchObject({ user: { id: user.id, role: 'user' } });
    expect(await check.authenticate(`${token.slice(1)}x`, new Date())).toBeUndefined();
  });

  it('reads session and user by one request, once it knows whose session it is and what is demanded', async () => {
    const now = new Date();
    const token = await givenSession(to, await givenUser(to), now);
    const fresh = composeSessionCheck(tables.database, 60);
    const ask = async () => {
      const requests = await requestsOf(tables.database, () => fresh.authenticate(token, now));
      return requests.map(({ command, items }) => `${command} ${items}`);
    };

    expect(await ask()).toEqual(['GetItem 1', 'GetItem 1', 'GetItem 0']);
    expect(await ask()).toEqual(['BatchGetItem 2']);
  });

  it('ends a session that is not used, and one that is used for too long', async () => {
    const start = new Date();
    const token = await givenSession(to, await givenUser(to), start, 2);

    expect(await check.authenticate(token, minutes(59, start))).toBeDefined();
    expect(await check.authenticate(token, minutes(118, start))).toBeDefined();
    expect(await check.authenticate(token, minutes(120, start))).toBeUndefined();
    const idle = await givenSession(to, await givenUser(to), start);
    expect(await check.authenticate(idle, minutes(60, start))).toBeUndefined();
  });

  it('writes lastSeenAt at most once a minute', async () => {
    const start = new Date();
    const user = await givenUser(to);
    const token = await givenSession(to, user, start);
    const lastSeen = async () => (await check.listOf(user, start))[0]?.lastSeenAt;

    await check.authenticate(token, minutes(0.9, start));
    expect(await lastSeen()).toBe(start.toISOString());

    await check.authenticate(token, minutes(1.1, start));
    expect(await lastSeen()).toBe(minutes(1.1, start).toISOString());
  });

  it.each([
    ['disabled', () => ({ status: 'disabled' as const })],
    ['made an administrator', () => ({ role: 'admin' as const })],
  ])('ends at once when its user is %s', async (_, changes) => {
    const user = await givenUser(to);
    const token = await givenSession(to, user);
    for (let count = 0; count < 2; count++) expect(await check.authenticate(token, new Date())).toBeDefined();

    await to.accounts.update(user, changes(), undefined, entry());

    expect(await check.authenticate(token, new Date())).toBeUndefined();
  });

  it('ends at once when its user is deleted, signed out, or given a new password', async () => {
    const [deleted, signedOut, reset] = await Promise.all([givenUser(to), givenUser(to), givenUser(to)]);
    const tokens = await Promise.all([deleted, signedOut, reset].map((user) => givenSession(to, user)));
    for (const token of [...tokens, ...tokens]) expect(await check.authenticate(token, new Date())).toBeDefined();

    await to.accounts.delete(deleted, entry());
    await to.accounts.signOut(signedOut, entry());
    await to.accounts.setPassword(reset, { hash: 'x' }, undefined, entry());

    for (const token of tokens) expect(await check.authenticate(token, new Date())).toBeUndefined();
  });

  it('keeps the one session in which the password was changed', async () => {
    const user = await givenUser(to);
    const [own, other] = await Promise.all([givenSession(to, user), givenSession(to, user)]);

    const token = newToken();
    await to.accounts.setPassword(user, { hash: 'x' }, { from: hashToken(own), to: hashToken(token) }, entry());

    expect(await check.authenticate(token, new Date())).toBeDefined();
    expect(await check.authenticate(other, new Date())).toBeUndefined();
  });

  it('makes no session for a user who was disabled while signing in', async () => {
    const user = await givenUser(to);
    await to.accounts.update(user, { status: 'disabled' }, undefined, entry());

    await expect(givenSession(to, user)).rejects.toMatchObject({ code: 'edit-conflict' });
  });
});

describe('ending a session', () => {
  it('is refused for another user’s', async () => {
    const [owner, other] = await Promise.all([givenUser(to), givenUser(to)]);
    const token = await givenSession(to, owner);

    await expect(to.accounts.endSession(hashToken(token), other.id, entry())).rejects.toMatchObject({
      code: 'session-ended',
    });
    expect(await check.listOf(owner, new Date())).toHaveLength(1);
  });
});
