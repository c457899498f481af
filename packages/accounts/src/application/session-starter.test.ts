import { newId } from '@cloudapp/data/ids';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { hashToken, newToken } from '@cloudapp/data/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeAccounts, composeSessionCheck, type Accounts } from '../composition.ts';
import { givenUser } from '../testing/accounts.ts';
import { SessionStarter } from './session-starter.ts';
import { SignInLog } from './sign-in-log.ts';

let tables: TestTables;
let to: Accounts;
let starter: SessionStarter;

beforeAll(async () => {
  tables = await createTestTables([
    'users',
    'credentials',
    'quotas',
    'sessions',
    'statistics',
    'statistics-events',
    'settings',
    'audit',
  ]);
  to = composeAccounts(tables.database);
  starter = new SessionStarter({
    accounts: to.accounts,
    sessions: to.sessions,
    settings: to.settings,
    log: new SignInLog({
      ...to,
      onCountingError: (error) => {
        throw error;
      },
    }),
    newToken,
    newSessionId: (now) => newId('ses', now),
    absoluteHours: 2,
  });
});
afterAll(() => tables.remove());

const origin = { address: '192.0.2.7', userAgent: 'Browser' };
const actionsOf = async (userId: string) =>
  (await to.audit.listOf('by-subject', userId, { limit: 5 })).items.map(({ action, detail }) => [action, detail]);

describe('a session for a proven person', () => {
  it('holds at once, keeps only the hash of its token, and is recorded and counted', async () => {
    const now = new Date('2026-03-01T10:20:30Z');
    const user = await givenUser(to, {}, 'unusable', now);

    const started = await starter.start(user, { origin }, now);

    if (!started.isStarted) throw new Error(started.reason);
    const { token, session } = started;
    expect(session).toMatchObject({ tokenHash: hashToken(token), expiresAt: '2026-03-01T12:20:30.000Z', ...origin });
    const check = composeSessionCheck(tables.database, 60);
    expect(await check.authenticate(token, now)).toMatchObject({ user: { id: user.id }, sessionId: session.sessionId });
    expect(await actionsOf(user.id)).toEqual([['sign-in', undefined]]);
    expect(await (await countedStatistics(tables.database)).readOne('day#2026-03-01')).toMatchObject({ signIns: 1 });
    expect((await to.users.get(user.id))?.lastSignInAt).toBe(now.toISOString());
  });

  it('is refused to a disabled account, in whatever way its person was proven, and that is recorded', async () => {
    const user = await givenUser(to, { status: 'disabled' });

    expect(await starter.start(user, { origin }, new Date())).toEqual({ isStarted: false, reason: 'account-disabled' });
    expect(await actionsOf(user.id)).toEqual([['sign-in-failed', 'The account is disabled']]);
  });

  it.each([
    ['disabled', { status: 'disabled' }],
    ['given another role', { role: 'admin' }],
  ] as const)('is refused to who was %s since the proof', async (_, changes) => {
    const user = await givenUser(to);
    await to.accounts.update(user, changes, undefined, { event: { action: 'user-updated' }, at: new Date() });

    expect(await starter.start(user, { origin }, new Date())).toEqual({ isStarted: false, reason: 'account-changed' });
  });
});

describe('signing in again', () => {
  const at = (minute: number) => new Date(Date.parse('2026-03-01T10:00:00Z') + minute * 60_000);
  const tokenOf = async (...given: Parameters<SessionStarter['start']>) => {
    const started = await starter.start(...given);
    if (!started.isStarted) throw new Error(started.reason);
    return started.token;
  };

  it('ends the session that the browser had, and no other', async () => {
    const user = await givenUser(to);
    const [before, elsewhere] = [await tokenOf(user, { origin }, at(0)), await tokenOf(user, { origin }, at(0))];

    const after = await tokenOf(user, { origin, earlierToken: before }, at(1));

    const check = composeSessionCheck(tables.database, 60);
    const hold = await Promise.all([before, elsewhere, after].map((token) => check.authenticate(token, at(1))));
    expect(hold.map((session) => session !== undefined)).toEqual([false, true, true]);
    expect((await actionsOf(user.id)).map(([action]) => action)).not.toContain('session-ended');
    const { items } = await to.audit.listOf('by-actor', user.id, { limit: 10 });
    expect(items.map(({ action }) => action)).toContain('session-ended');
  });

  it('ends the browser’s earlier session also where it was somebody else’s', async () => {
    const [ada, grace] = [await givenUser(to), await givenUser(to)];
    const before = await tokenOf(ada, { origin }, at(0));

    await tokenOf(grace, { origin, earlierToken: before }, at(1));

    expect(await composeSessionCheck(tables.database, 60).authenticate(before, at(1))).toBeUndefined();
  });

  it('takes no notice of a token that is nobody’s or has ended', async () => {
    const user = await givenUser(to);
    const before = await tokenOf(user, { origin }, at(0));
    await tokenOf(user, { origin, earlierToken: before }, at(1));

    await expect(tokenOf(user, { origin, earlierToken: before }, at(2))).resolves.toBeDefined();
    await expect(tokenOf(user, { origin, earlierToken: newToken() }, at(3))).resolves.toBeDefined();
  });

  it('leaves twenty sessions, the newest', async () => {
    const user = await givenUser(to);
    const tokens: string[] = [];
    for (let minute = 0; minute < 23; minute++) tokens.push(await tokenOf(user, { origin }, at(minute)));

    const check = composeSessionCheck(tables.database, 600);
    const hold = await Promise.all(tokens.map((token) => check.authenticate(token, at(23))));
    expect(hold.map((session) => session !== undefined)).toEqual([
      ...[false, false, false],
      ...Array.from({ length: 20 }, () => true),
    ]);
  });

  it('does not count sessions that hold no more against those that do', async () => {
    const user = await givenUser(to);
    const first = await tokenOf(user, { origin }, at(60));
    for (let minute = 0; minute < 20; minute++) await tokenOf(user, { origin }, at(minute - 200));

    await tokenOf(user, { origin }, at(61));

    expect(await composeSessionCheck(tables.database, 600).authenticate(first, at(61))).toBeDefined();
  });
});
