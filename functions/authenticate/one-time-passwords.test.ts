import { hashPassword } from '@cloudapp/accounts/adapters/password-hash';
import type { Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import type { TestTables } from '@cloudapp/data/testing/test-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSignIn } from './testing/start-sign-in.ts';

const oneTimePassword = 'yzc58-faee5-df44s-5j8az';
const now = new Date('2026-05-06T07:08:09Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const browser = { sourceIp: '203.0.113.5', userAgent: 'Browser' };
const used = { authenticated: false, reason: 'one-time-password-used' };
const expired = { authenticated: false, reason: 'one-time-password-expired' };

let tables: TestTables;
let to: Accounts;
let setUp: Awaited<ReturnType<typeof startSignIn>>['setUp'];
let hash: string;

beforeAll(async () => {
  ({ tables, to, setUp } = await startSignIn());
  hash = await hashPassword(oneTimePassword);
});
afterAll(() => tables.remove());

/** A person with a one-time password of three days, and how anybody signs in with it. */
async function givenInvited(overrides: Parameters<typeof givenUser>[1] = {}) {
  const user = await givenUser(to, overrides, 'unusable', now);
  await to.accounts.setPassword(user, { hash, expiresAt: after(3 * 86_400) }, undefined, {
    event: { action: 'password-reset' },
    at: now,
  });
  const signIn = setUp();
  return {
    user,
    signIn: (at: Date, from: Record<string, unknown> = browser, typed = oneTimePassword) =>
      signIn(user.email, typed, at, from),
  };
}

describe('a one-time password', () => {
  it('ends with its first use', async () => {
    const { signIn } = await givenInvited();

    expect(await signIn(now)).toMatchObject({ authenticated: true, session: { mustChangePassword: true } });
    expect(await signIn(after(61))).toEqual(used);
  });

  it('may be used again by the same browser within a minute, whose answer was lost, however often', async () => {
    const { signIn } = await givenInvited();
    await signIn(now);

    expect(await signIn(after(30))).toMatchObject({ authenticated: true });
    expect(await signIn(after(60))).toMatchObject({ authenticated: true });
    expect(await signIn(after(75))).toEqual(used);
  });

  it.each([
    ['another address', { ...browser, sourceIp: '203.0.113.6' }],
    ['another program', { ...browser, userAgent: 'curl' }],
  ])('is used up at once for %s', async (_, from) => {
    const { signIn } = await givenInvited();
    await signIn(now);

    expect(await signIn(after(1), from)).toEqual(used);
    expect(await signIn(after(2))).toMatchObject({ authenticated: true });
  });

  it('lets one of many in who come at the same time', async () => {
    const { signIn } = await givenInvited();

    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => signIn(now, { ...browser, sourceIp: `203.0.113.${100 + n}` })),
    );

    expect(results.filter(({ authenticated }) => authenticated)).toHaveLength(1);
    expect(results.filter((result) => !result.authenticated)).toEqual(Array(7).fill(used));
  });

  it('is good until its end and not a second longer', async () => {
    const [early, late] = [await givenInvited(), await givenInvited()];

    expect(await early.signIn(after(3 * 86_400 - 1))).toMatchObject({ authenticated: true });
    expect(await late.signIn(after(3 * 86_400))).toEqual(expired);
  });

  it('tells only who has it what became of it', async () => {
    const { signIn } = await givenInvited();
    await signIn(now);

    const wrong = { authenticated: false, reason: 'authentication-error' };
    expect(await signIn(after(90), browser, 'yzc58-faee5-df44s-5j8aa')).toEqual(wrong);
    expect(await signIn(after(9 * 86_400), browser, 'yzc58-faee5-df44s-5j8aa')).toEqual(wrong);
  });

  it('is begun anew with another, and is none once a password was chosen', async () => {
    const { user, signIn } = await givenInvited();
    await signIn(now);
    const entry = { event: { action: 'password-reset' }, at: now } as const;
    const read = async () => {
      const found = await to.users.get(user.id);
      if (found === undefined) throw new Error('there is no such user');
      return found;
    };

    await to.accounts.setPassword(await read(), { hash, expiresAt: after(600) }, undefined, entry);
    expect(await signIn(after(120))).toMatchObject({ authenticated: true });
    await to.accounts.setPassword(await read(), { hash }, undefined, entry);
    expect(await signIn(after(1200))).toMatchObject({ authenticated: true });
    expect(await signIn(after(2400), { ...browser, sourceIp: '203.0.113.9' })).toMatchObject({ authenticated: true });
  });

  it('is kept by an account that is disabled, for when it is enabled again', async () => {
    const { user, signIn } = await givenInvited({ status: 'disabled' });

    expect(await signIn(now)).toMatchObject({ reason: 'account-disabled' });
    expect(await to.credentials.get(user.email)).not.toHaveProperty('usedAt');
  });

  it('from before there was a bound is good once', async () => {
    const user = await givenUser(to, { mustChangePassword: true }, hash, now);
    const signIn = setUp();

    expect(await signIn(user.email, oneTimePassword, after(9e6), browser)).toMatchObject({ authenticated: true });
    expect(await signIn(user.email, oneTimePassword, after(9e6 + 61), browser)).toEqual(used);
  });
});
