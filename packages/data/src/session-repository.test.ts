import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSessionToken } from './session-token.ts';
import { accountRepositories, type AccountRepositories } from './account-repositories.ts';
import { givenSession, givenUser } from './testing/accounts.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let to: AccountRepositories;

beforeAll(async () => {
  tables = await createTestTables(['users', 'credentials', 'quotas', 'sessions', 'statistics', 'audit']);
  to = accountRepositories(tables.database);
  await givenUser(to, { role: 'admin' });
});
afterAll(() => tables.remove());

const told = () => ({ event: { action: 'user-updated' as const }, at: new Date() });
const minutes = (count: number, from: Date) => new Date(from.getTime() + count * 60_000);

describe('SessionRepository.authenticate', () => {
  it('finds the session and its user', async () => {
    const user = await givenUser(to);
    const token = await givenSession(to, user);

    expect(await to.sessions.authenticate(token, new Date())).toMatchObject({ user: { id: user.id, role: 'user' } });
    expect(await to.sessions.authenticate(`${token.slice(1)}x`, new Date())).toBeUndefined();
  });

  it('ends a session that is not used, and one that is used for too long', async () => {
    const start = new Date();
    const token = await givenSession(to, await givenUser(to), start, 2);

    expect(await to.sessions.authenticate(token, minutes(59, start))).toBeDefined();
    expect(await to.sessions.authenticate(token, minutes(118, start))).toBeDefined();
    expect(await to.sessions.authenticate(token, minutes(120, start))).toBeUndefined();
    const idle = await givenSession(to, await givenUser(to), start);
    expect(await to.sessions.authenticate(idle, minutes(60, start))).toBeUndefined();
  });

  it('writes lastSeenAt at most once a minute', async () => {
    const start = new Date();
    const user = await givenUser(to);
    const token = await givenSession(to, user, start);
    const lastSeen = async () => (await to.sessions.listOf(user, start))[0]?.lastSeenAt;

    await to.sessions.authenticate(token, minutes(0.9, start));
    expect(await lastSeen()).toBe(start.toISOString());

    await to.sessions.authenticate(token, minutes(1.1, start));
    expect(await lastSeen()).toBe(minutes(1.1, start).toISOString());
  });

  it.each([
    ['disabled', () => ({ status: 'disabled' as const })],
    ['made an administrator', () => ({ role: 'admin' as const })],
  ])('ends at once when its user is %s', async (_, changes) => {
    const user = await givenUser(to);
    const token = await givenSession(to, user);

    await to.accounts.update(user, changes(), undefined, told());

    expect(await to.sessions.authenticate(token, new Date())).toBeUndefined();
  });

  it('ends at once when its user is deleted, signed out, or given a new password', async () => {
    const [deleted, signedOut, reset] = await Promise.all([givenUser(to), givenUser(to), givenUser(to)]);
    const tokens = await Promise.all([deleted, signedOut, reset].map((user) => givenSession(to, user)));

    await to.accounts.delete(deleted, told());
    await to.accounts.signOut(signedOut, told());
    await to.accounts.setPassword(reset, { hash: 'x', mustChange: true }, undefined, told());

    for (const token of tokens) expect(await to.sessions.authenticate(token, new Date())).toBeUndefined();
  });

  it('keeps the one session in which the password was changed', async () => {
    const user = await givenUser(to);
    const [own, other] = await Promise.all([givenSession(to, user), givenSession(to, user)]);

    await to.accounts.setPassword(user, { hash: 'x', mustChange: false }, { tokenHash: hashSessionToken(own) }, told());

    expect(await to.sessions.authenticate(own, new Date())).toBeDefined();
    expect(await to.sessions.authenticate(other, new Date())).toBeUndefined();
  });

  it('makes no session for a user who was disabled while signing in', async () => {
    const user = await givenUser(to);
    await to.accounts.update(user, { status: 'disabled' }, undefined, told());

    await expect(givenSession(to, user)).rejects.toMatchObject({ code: 'edit-conflict' });
  });
});

describe('ending a session', () => {
  it('is refused for another user’s', async () => {
    const [owner, other] = await Promise.all([givenUser(to), givenUser(to)]);
    const token = await givenSession(to, owner);

    await expect(to.accounts.endSession(hashSessionToken(token), other.id, told())).rejects.toMatchObject({
      code: 'session-ended',
    });
    expect(await to.sessions.listOf(owner, new Date())).toHaveLength(1);
  });
});
