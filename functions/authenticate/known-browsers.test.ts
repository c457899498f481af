import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { hashPassword } from '@cloudapp/accounts/adapters/password-hash';
import { composeSessionCheck, type Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import type { TestTables } from '@cloudapp/data/testing/test-tables';
import { hashToken } from '@cloudapp/data/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, startSignIn } from './testing/start-sign-in.ts';

let signIns: Awaited<ReturnType<typeof startSignIn>>;
let tables: TestTables;
let to: Accounts;
let passwordHash: string;
let setUp: typeof signIns.setUp;

beforeAll(async () => {
  signIns = await startSignIn();
  ({ tables, to, passwordHash, setUp } = signIns);
});
afterAll(() => tables.remove());

describe('a stranger who guesses', () => {
  const now = new Date('2026-05-06T07:08:09Z');
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const few = { MAX_FAILURES: '3', MAX_FAILURES_PER_ACCOUNT: '100' };
  /** Signs in where nobody has failed yet, and answers what the browser keeps. */
  const cookiesFrom = async (signIn: ReturnType<typeof setUp>, email: string, at = now) => {
    const result = await signIn(email, password, at);
    if (!result.authenticated) throw new Error(result.reason);
    return `__Host-session=${result.token}; __Host-device=${result.device.token}`;
  };

  it('locks himself out, not the owner who comes from elsewhere', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const [stranger, owner] = [setUp(few), setUp(few)];
    for (let n = 0; n < 4; n++) await stranger(user.email, 'guess', now);

    expect(await stranger(user.email, password, now)).toMatchObject({ reason: 'too-many-attempts' });
    expect(await owner(user.email, password, now)).toMatchObject({ authenticated: true });
  });

  it('does not keep a known browser out, even from the same address and when the address itself is locked', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp({ ...few, MAX_FAILURES_PER_ADDRESS: '4' });
    const cookie = await cookiesFrom(signIn, user.email);
    for (let n = 0; n < 9; n++) await signIn(`${n % 2 === 0 ? '' : 'x'}${user.email}`, 'guess', now);

    expect(await signIn(user.email, password, now)).toMatchObject({ reason: 'too-many-attempts' });
    expect(await signIn(user.email, password, now, { cookie })).toMatchObject({ authenticated: true });
  });

  it('gets no more tries with a known browser of another account, a made-up one, or two at once', async () => {
    const [user, other] = [await givenUser(to, {}, passwordHash), await givenUser(to, {}, passwordHash)];
    const [stranger, elsewhere] = [setUp(few), setUp(few)];
    const foreign = await cookiesFrom(elsewhere, other.email);
    const own = await cookiesFrom(elsewhere, user.email);
    for (let n = 0; n < 3; n++) await stranger(user.email, 'guess', now);

    for (const cookie of [foreign, `__Host-device=${'x'.repeat(43)}`, '__Host-device=', `${own}; ${foreign}`]) {
      expect(await stranger(user.email, password, now, { cookie })).toMatchObject({ reason: 'too-many-attempts' });
    }
  });

  it('is bounded in a known browser as well', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp(few);
    const cookie = await cookiesFrom(signIn, user.email);
    for (let n = 0; n < 3; n++) await signIn(user.email, 'guess', now, { cookie });

    expect(await signIn(user.email, password, now, { cookie })).toMatchObject({ reason: 'too-many-attempts' });
  });

  it('gains no addresses by IPv6, of which everybody has a whole network', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp(few);
    for (let n = 1; n < 4; n++) await signIn(user.email, 'guess', now, { sourceIp: `2001:db8:7:7::${n}` });

    const locked = await signIn(user.email, password, now, { sourceIp: '2001:db8:7:7:8:8:8:8' });
    expect(locked).toMatchObject({ reason: 'too-many-attempts' });
    expect(await signIn(user.email, password, now, { sourceIp: '2001:db8:7:8::1' })).toMatchObject({
      authenticated: true,
    });
  });

  it('from many addresses must take turns with everybody unknown, and keeps no known browser waiting', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const settings = { MAX_FAILURES: '3', MAX_FAILURES_PER_ACCOUNT: '6' };
    const cookie = await cookiesFrom(setUp(settings), user.email);
    const guess = async (at: Date) => await setUp(settings)(user.email, 'guess', at);
    for (let n = 0; n < 6; n++) expect(await guess(now)).toMatchObject({ reason: 'authentication-error' });

    const crowd = await Promise.all(Array.from({ length: 10 }, () => guess(after(1))));
    expect(crowd.filter(({ authenticated }) => authenticated)).toEqual([]);
    const waits = crowd.flatMap((result) => ('retryAfterSeconds' in result ? [result.retryAfterSeconds] : []));
    expect(waits).toHaveLength(9);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(20);
    expect(await setUp(settings)(user.email, password, after(2), { cookie })).toMatchObject({ authenticated: true });
    expect(await setUp(settings)(user.email, password, after(22))).toMatchObject({ authenticated: true });
  });

  it('who locked an e-mail before it had an account does not bar its first sign-in', async () => {
    const signIn = setUp(few);
    const email = 'comes.later@example.org';
    for (let n = 0; n < 4; n++) await signIn(email, 'guess', now);
    await givenUser(to, { email }, passwordHash);

    expect(await signIn(email, password, now)).toMatchObject({ authenticated: true });
  });

  it('is forgotten with another password', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp(few);
    for (let n = 0; n < 4; n++) await signIn(user.email, 'guess', now);
    const hash = await hashPassword('another long password');
    const entry = { event: { action: 'password-changed' }, at: now } as const;
    await to.accounts.setPassword(user, { hash }, undefined, entry);

    expect(await signIn(user.email, 'another long password', now)).toMatchObject({ authenticated: true });
  });
});

describe('a browser', () => {
  it('that nobody knows is told of by the audit log, unless it is the first of all', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp();
    const first = await signIn(user.email);
    if (!first.authenticated) throw new Error(first.reason);
    const known = `__Host-device=${first.device.token}`;
    await signIn(user.email, password, new Date(), { cookie: known });
    await signIn(user.email, password, new Date(), { cookie: `__Host-device=${'x'.repeat(43)}` });
    await signIn(user.email);

    const { items } = await to.audit.listOf('by-subject', user.id, { limit: 10 });

    const entries = items.filter(({ action }) => action === 'sign-in').reverse();
    expect(entries.map(({ isFromNewBrowser }) => isFromNewBrowser)).toEqual([undefined, undefined, true, true]);
  });

  it('that two people use is known for both, and keeps its token', async () => {
    const [ada, grace] = [await givenUser(to, {}, passwordHash), await givenUser(to, {}, passwordHash)];
    const signIn = setUp();
    const tokens: string[] = [];
    for (const email of [ada.email, grace.email, ada.email]) {
      const cookie = `__Host-device=${tokens.at(-1) ?? ''}`;
      const result = await signIn(email, password, new Date(), { cookie });
      if (!result.authenticated) throw new Error(result.reason);
      tokens.push(result.device.token);
    }

    expect(new Set(tokens).size).toBe(1);
    const { Items } = await tables.database.client.send(
      new ScanCommand({ TableName: tables.database.table('devices') }),
    );
    expect(JSON.stringify(Items)).not.toContain(tokens[0]);
    const mine = Items?.filter(({ tokenHash }) => tokenHash === hashToken(tokens[0] ?? ''));
    expect(mine?.map(({ userId }) => userId as string).sort()).toEqual([ada.id, grace.id].sort());
  });

  it('cannot choose its token', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const chosen = 'c'.repeat(43);

    const result = await setUp()(user.email, password, new Date(), { cookie: `__Host-device=${chosen}` });

    expect(result).toMatchObject({
      authenticated: true,
      device: { token: expect.not.stringMatching(chosen) as string },
    });
  });

  it('is known for a year', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp({ MAX_FAILURES: '1' });
    const first = await signIn(user.email);
    if (!first.authenticated) throw new Error(first.reason);
    const cookie = `__Host-device=${first.device.token}`;
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

    for (const [days, reason] of [
      [364, 'authentication-error'],
      [366, 'too-many-attempts'],
    ] as const) {
      await signIn(user.email, 'wrong', inDays(days));
      expect(await signIn(user.email, 'wrong', inDays(days), { cookie })).toMatchObject({ reason });
    }
  });

  it('is signed out of what it was signed in to before', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp();
    const first = await signIn(user.email);
    if (!first.authenticated) throw new Error(first.reason);

    await signIn(user.email, password, new Date(), { cookie: `__Host-session=${first.token}` });

    expect(await composeSessionCheck(tables.database, 60).authenticate(first.token, new Date())).toBeUndefined();
  });
});
