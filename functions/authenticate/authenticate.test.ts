import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { hashPassword, unmatchedPasswordHash, verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { composeSessionCheck, type Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { bucketKeys } from '@cloudapp/data/counters';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { itemsWrittenBy } from '@cloudapp/data/testing/items-written';
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

/** `$argon2id$v=19$m=19456,t=2,p=1`: the part of a hash that says how long checking a password against it takes. */
const costOf = (hash: string) => hash.split('$').slice(0, 4).join('$');

describe('authenticate', () => {
  it('starts a session whose token the table does not hold', async () => {
    const user = await givenUser(to, {}, passwordHash);

    const result = await setUp()(` ${user.email.toUpperCase()} `);

    expect(result).toMatchObject({
      authenticated: true,
      user: { id: user.id, email: user.email, name: user.name, role: 'user' },
      session: { mustChangePassword: false, userAgent: 'Browser' },
      device: { maxAgeSeconds: 31_536_000 },
    });
    if (!result.authenticated) throw new Error('not authenticated');
    expect(result.token).toMatch(/^[\w-]{43}$/);
    const { Items } = await tables.database.client.send(
      new ScanCommand({ TableName: tables.database.table('sessions') }),
    );
    expect(JSON.stringify(Items)).not.toContain(result.token);
    expect(Items).toContainEqual(expect.objectContaining({ tokenHash: hashToken(result.token), userId: user.id }));
    const check = composeSessionCheck(tables.database, 60);
    expect(await check.authenticate(result.token, new Date())).toMatchObject({ user: { id: user.id } });
    expect((await to.users.get(user.id))?.lastSignInAt).toBe(result.session.signedInAt);
  });

  it('says the same of a wrong password and of an unknown e-mail', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp();

    const wrong = await signIn(user.email, 'another password');
    const unknown = await signIn('nobody@example.org');

    expect(wrong).toEqual({ authenticated: false, reason: 'authentication-error' });
    expect(unknown).toEqual(wrong);
  });

  it.each(['', ' ', '\u0000', 'a'.repeat(1000), '{"$ne":""}', "' OR 1=1 --", '#admins'])(
    'takes %j for an e-mail that nobody has',
    async (email) => {
      expect(await setUp()(email)).toEqual({ authenticated: false, reason: 'authentication-error' });
    },
  );

  it('says that an account is disabled only to who knows its password', async () => {
    const user = await givenUser(to, { status: 'disabled' }, passwordHash);
    const signIn = setUp();

    expect(await signIn(user.email, 'wrong')).toEqual({ authenticated: false, reason: 'authentication-error' });
    expect(await signIn(user.email)).toEqual({ authenticated: false, reason: 'account-disabled' });
  });

  it('tells that a password must be changed', async () => {
    const user = await givenUser(to, { mustChangePassword: true }, passwordHash);

    expect(await setUp()(user.email)).toMatchObject({ session: { mustChangePassword: true } });
  });

  it('forgives what copying added to a one-time password, and nothing in a chosen one', async () => {
    const oneTime = 'yzc58-faee5-df44s-5j8az';
    const copied = `\u00A0${oneTime.replaceAll('-', '\u2011')}\t`;
    const hash = await hashPassword(oneTime);
    const invited = await givenUser(to, { mustChangePassword: true }, hash);
    const settled = await givenUser(to, {}, hash);
    const signIn = setUp();

    expect(await signIn(invited.email, copied)).toMatchObject({ authenticated: true });
    expect(await signIn(settled.email, copied)).toMatchObject({ authenticated: false });
    expect(await signIn(settled.email, oneTime)).toMatchObject({ authenticated: true });
  });

  it('locks an address out of an e-mail after too many failures, for the right password too, until the window ends', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const now = new Date();
    const later = new Date(now.getTime() + 15 * 60_000);
    const signIn = setUp({ MAX_FAILURES: '3' });
    for (let n = 0; n < 3; n++) await signIn(user.email, 'wrong', now);

    const locked = await signIn(user.email, password, now);

    expect(locked).toMatchObject({ authenticated: false, reason: 'too-many-attempts' });
    expect((locked as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(890);
    expect(await signIn(user.email, password, later)).toMatchObject({ authenticated: true });
  });

  it('locks an address that tries many e-mails', async () => {
    const signIn = setUp({ MAX_FAILURES_PER_ADDRESS: '3' });
    for (let n = 0; n < 3; n++) await signIn(`guess-${n}@example.org`);

    expect(await signIn('guess-4@example.org')).toMatchObject({ reason: 'too-many-attempts' });
  });

  it('does not count successes against anybody', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp({ MAX_FAILURES: '2', MAX_FAILURES_PER_ADDRESS: '2' });

    for (let n = 0; n < 4; n++) expect(await signIn(user.email)).toMatchObject({ authenticated: true });
  });

  it('gives 20 guesses at once no more tries than 20 in a row', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const signIn = setUp({ MAX_FAILURES: '4' });

    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(user.email, `guess ${n}`)));

    const tried = results.filter((result) => !result.authenticated && result.reason === 'authentication-error');
    expect(tried).toHaveLength(4);
  });

  it('counts and records what happened, and of what a lock refuses the first', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const at = new Date('2026-02-03T04:05:06Z');
    const signIn = setUp({ MAX_FAILURES: '2' });

    await signIn(user.email, password, at);
    await signIn(user.email, 'wrong', at);
    await signIn(user.email, 'wrong', at);
    for (let n = 0; n < 3; n++) await signIn(user.email, 'wrong', at);

    const statistics = await countedStatistics(tables.database);
    expect(await statistics.readOne(bucketKeys(at).day)).toMatchObject({ signIns: 1, failedSignIns: 3, lockouts: 1 });
    const { items } = await to.audit.listOf('by-subject', user.id, { limit: 10 });
    expect(items.map(({ action, detail }) => `${action} ${detail ?? ''}`.trim()).sort()).toEqual([
      'sign-in',
      'sign-in-failed',
      'sign-in-failed Refused while locked, as are further ones',
      'sign-in-locked',
    ]);
  });

  // DynamoDB cancels transactions that touch an item which another one is writing.
  it('writes no item that the sign-in or the failure of somebody else writes', async () => {
    const [one, other] = [await givenUser(to, {}, passwordHash), await givenUser(to, {}, passwordHash)];
    const attemptsOf = (user: typeof one) => {
      const signIn = setUp();
      return itemsWrittenBy(tables.database, async () => {
        await signIn(user.email, 'wrong');
        await signIn(user.email);
      });
    };

    const byOne = await attemptsOf(one);
    const byOther = await attemptsOf(other);

    expect(byOne.some((item) => item.includes('statistics-events'))).toBe(true);
    expect(byOne.filter((item) => byOther.includes(item))).toEqual([]);
  });

  it('keeps only what can be an address and a user agent', async () => {
    const user = await givenUser(to, {}, passwordHash);

    const result = await setUp()(user.email, password, new Date(), {
      sourceIp: '<script>',
      userAgent: `a\r\nb\u202e${'c'.repeat(500)}`,
    });

    expect(result).toMatchObject({ session: { address: 'unknown', userAgent: `ab${'c'.repeat(298)}` } });
  });

  it('does as much for an unknown e-mail as for a known one', async () => {
    const user = await givenUser(to, {}, passwordHash);
    const hashes: string[] = [];
    const verify = async (typed: string, hash: string) => {
      hashes.push(hash);
      return verifyPassword(typed, hash);
    };
    const signIn = setUp({ MAX_FAILURES: '100' }, { verify, unmatchedHash: unmatchedPasswordHash });
    const commands: string[] = [];
    tables.database.client.middlewareStack.add(
      (next, context) => (input) => {
        commands.push(context.commandName ?? '');
        return next(input);
      },
      { step: 'initialize', name: 'countCommands' },
    );
    const run = async (email: string) => {
      commands.length = 0;
      hashes.length = 0;
      await signIn(email, 'wrong');
      return { commands: [...commands].sort(), costs: hashes.map(costOf) };
    };

    // The first attempt opens the window in which attempts are counted.
    for (const email of [user.email, 'nobody-at-all@example.org']) await signIn(email, 'wrong');
    const known = await run(user.email);
    const unknown = await run('nobody-at-all@example.org');

    tables.database.client.middlewareStack.remove('countCommands');
    expect(known.costs).toHaveLength(1);
    expect(unknown).toEqual(known);
  });
});
