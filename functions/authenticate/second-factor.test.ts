import { codeOf, givenApp, givenPasskey } from '@cloudapp/accounts/testing/factors';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { SoftPasskey, type Asked } from '@cloudapp/accounts/testing/soft-passkey';
import { userHandle } from '@cloudapp/accounts/domain/user-handle';
import type { Accounts } from '@cloudapp/accounts/composition';
import type { TestTables } from '@cloudapp/data/testing/test-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPassword, unmatchedPasswordHash } from '@cloudapp/accounts/adapters/password-hash';
import type { SignInResult } from './authenticate.ts';
import { password, site, startSignIn } from './testing/start-sign-in.ts';

const now = new Date('2026-05-06T07:08:09Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const refused = { authenticated: false, reason: 'factor-refused' };
const ended = { authenticated: false, reason: 'ticket-ended' };

let tables: TestTables;
let to: Accounts;
let passwordHash: string;
let setUp: Awaited<ReturnType<typeof startSignIn>>['setUp'];

beforeAll(async () => {
  ({ tables, to, passwordHash, setUp } = await startSignIn());
});
afterAll(() => tables.remove());

function ticketIn(result: SignInResult): string {
  if (result.authenticated || !('ticket' in result)) throw new Error('nothing is missing');
  return result.ticket;
}

/** Somebody with an authenticator app, and how anybody signs in with it. */
async function givenWithApp(settings: Record<string, string> = {}) {
  const account = await givenUser(to, {}, passwordHash, now);
  const signIn = setUp(settings);
  const app = await givenApp(to, account, now);
  const begin = async (at = now) => ticketIn(await signIn(app.user.email, password, at));
  const finish = (ticket: string, code: string, at = now) => signIn('', '', at, { credentials: { ticket, code } });
  return { ...app, signIn, begin, finish };
}

/** Somebody with a passkey; `ask` answers a ticket with it. */
async function givenWithPasskey(counter?: number) {
  const account = await givenUser(to, {}, passwordHash, now);
  const signIn = setUp();
  const { passkey, kept, user } = await givenPasskey(to, account, site, now, counter);
  const begin = async () => ticketIn(await signIn('', '', now, { credentials: { begin: 'passkey' } }));
  const beginByPassword = async () => ticketIn(await signIn(user.email, password, now));
  const ask = (ticket: string, asked: Partial<Asked> = {}, by = passkey) => {
    const answer = by.answer({ challenge: ticket, site, ...asked });
    return signIn('', '', now, { credentials: { ticket, passkey: answer } });
  };
  return { user, passkey, kept, begin, beginByPassword, ask, signIn };
}

describe('a password with a second factor', () => {
  it('is not enough, says what is missing and begins no session', async () => {
    const { user, signIn } = await givenWithApp();

    const result = await signIn(user.email, password, now);

    expect(result).toEqual({
      authenticated: false,
      reason: 'proof-incomplete',
      ticket: expect.stringMatching(/^[\w-]{43}$/) as string,
      ways: ['code', 'recovery-code'],
    });
    expect(await to.sessions.listOf(user.id)).toEqual([]);
  });

  it('tells who has not got it nothing of a second factor', async () => {
    const { user, signIn } = await givenWithApp();

    expect(await signIn(user.email, 'wrong', now)).toEqual({ authenticated: false, reason: 'authentication-error' });
  });

  it('signs in with the code of the app, and the log says so', async () => {
    const { user, secret, begin, finish } = await givenWithApp();

    expect(await finish(await begin(), codeOf(secret, now))).toMatchObject({
      authenticated: true,
      user: { id: user.id },
    });

    const { items } = await to.audit.listOf('by-actor', user.id, { limit: 1 });
    expect(items).toMatchObject([{ action: 'sign-in', detail: 'By password and a code of the app' }]);
  });

  it('hashes no more than without one', async () => {
    let hashes = 0;
    const verify = async (typed: string, hash: string) => {
      hashes += 1;
      return verifyPassword(typed, hash);
    };
    const signIn = setUp({}, { verify, unmatchedHash: unmatchedPasswordHash });
    const { user, secret } = await givenApp(to, await givenUser(to, {}, passwordHash, now), now);

    const ticket = ticketIn(await signIn(user.email, password, now));
    await signIn('', '', now, { credentials: { ticket, code: codeOf(secret, now) } });

    expect(hashes).toBe(1);
  });

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('takes a code of %d steps of time from now: %s', async (steps, isTaken) => {
    const { secret, begin, finish } = await givenWithApp();
    const later = after(300);

    const result = await finish(await begin(later), codeOf(secret, later, steps), later);

    expect(result.authenticated).toBe(isTaken);
  });

  it('takes no code twice, and none before one that it has taken', async () => {
    const { secret, begin, finish } = await givenWithApp();

    expect(await finish(await begin(), codeOf(secret, now))).toMatchObject({ authenticated: true });
    expect(await finish(await begin(), codeOf(secret, now))).toEqual(refused);
    expect(await finish(await begin(), codeOf(secret, now, -1))).toEqual(refused);
    expect(await finish(await begin(), codeOf(secret, now, 1))).toMatchObject({ authenticated: true });
  });

  it('lets one in of many who send the same code at once', async () => {
    const { secret, begin, finish } = await givenWithApp();
    const tickets = await Promise.all(Array.from({ length: 6 }, () => begin()));

    const results = await Promise.all(tickets.map((ticket) => finish(ticket, codeOf(secret, now))));

    expect(results.filter(({ authenticated }) => authenticated)).toHaveLength(1);
  });

  it('takes each recovery code once, however it was typed, and says how many are left', async () => {
    const { user, recoveryCodes, begin, finish } = await givenWithApp();
    const [code = ''] = recoveryCodes;

    expect(await finish(await begin(), ` ${code.toUpperCase().replaceAll('-', ' ')}`)).toMatchObject({
      authenticated: true,
    });
    expect(await finish(await begin(), code)).toEqual(refused);
    const { items } = await to.audit.listOf('by-actor', user.id, { limit: 1 });
    expect(items).toMatchObject([{ detail: 'By password and a recovery code; 9 left' }]);
  });

  it('takes no code of somebody else', async () => {
    const [one, other] = [await givenWithApp(), await givenWithApp()];

    expect(await one.finish(await one.begin(), codeOf(other.secret, now))).toEqual(refused);
    expect(await one.finish(await one.begin(), other.recoveryCodes[0] ?? '')).toEqual(refused);
  });

  it('bounds guesses of codes over all tickets, and records them', async () => {
    const { user, secret, begin, finish } = await givenWithApp({ MAX_FAILURES: '3' });
    for (let n = 0; n < 3; n++) expect(await finish(await begin(), '000000')).toEqual(refused);

    expect(await finish(await begin(), codeOf(secret, now))).toMatchObject({ reason: 'too-many-attempts' });

    const { items } = await to.audit.listOf('by-subject', user.id, { limit: 3 });
    expect(items.map(({ action }) => action).sort()).toEqual(['sign-in-failed', 'sign-in-failed', 'sign-in-locked']);
    const later = after(16 * 60);
    expect(await finish(await begin(later), codeOf(secret, later), later)).toMatchObject({ authenticated: true });
  });
});

describe('a ticket', () => {
  it('is used once', async () => {
    const { secret, begin, finish } = await givenWithApp();
    const ticket = await begin();

    await finish(ticket, codeOf(secret, now));

    expect(await finish(ticket, codeOf(secret, now, 1))).toEqual(ended);
  });

  it('takes five answers', async () => {
    const { secret, begin, finish } = await givenWithApp();
    const ticket = await begin();
    for (let n = 0; n < 5; n++) expect(await finish(ticket, '000000')).toEqual(refused);

    expect(await finish(ticket, codeOf(secret, now))).toEqual(ended);
  });

  it.each([
    [599, true],
    [600, false],
  ])('is good %d seconds later: %s', async (seconds, isGood) => {
    const { secret, begin, finish } = await givenWithApp();
    const ticket = await begin();

    const result = await finish(ticket, codeOf(secret, after(seconds)), after(seconds));

    expect(result.authenticated).toBe(isGood);
  });

  it('ends with what signs its user out', async () => {
    const { user, secret, begin, finish } = await givenWithApp();
    const ticket = await begin();
    await to.accounts.signOut(user, { event: { action: 'user-signed-out' }, at: now });

    expect(await finish(ticket, codeOf(secret, now))).toEqual(ended);
  });

  it('that nobody gave out, and one for a passkey alone, open nothing by a code', async () => {
    const { secret, finish } = await givenWithApp();
    const { begin } = await givenWithPasskey();

    expect(await finish('x'.repeat(43), codeOf(secret, now))).toEqual(ended);
    expect(await finish(await begin(), codeOf(secret, now))).toEqual(ended);
  });
});

describe('a passkey', () => {
  it('signs in alone, without e-mail and password', async () => {
    const { user, begin, ask } = await givenWithPasskey();

    expect(await ask(await begin())).toMatchObject({ authenticated: true, user: { id: user.id } });

    const { items } = await to.audit.listOf('by-actor', user.id, { limit: 1 });
    expect(items).toMatchObject([{ action: 'sign-in', detail: 'By the passkey Key' }]);
  });

  it('completes a password, also one that does not make sure who holds it', async () => {
    const { beginByPassword, ask } = await givenWithPasskey();

    expect(await ask(await beginByPassword(), { verifies: false })).toMatchObject({ authenticated: true });
  });

  it('alone must make sure who holds it', async () => {
    const { begin, ask } = await givenWithPasskey();

    expect(await ask(await begin(), { verifies: false })).toEqual(refused);
  });

  it.each<[string, Partial<Asked>]>([
    ['another challenge', { challenge: 'y'.repeat(43) }],
    ['the page of another site', { site: 'https://cloudapp.example.org.evil.example' }],
    ['another port', { site: `${site}:8443` }],
    ['another site’s id', { siteId: 'evil.example' }],
    ['the wish for a new passkey', { type: 'webauthn.create' }],
  ])('is refused with what was signed for %s', async (_, asked) => {
    const { begin, ask } = await givenWithPasskey();

    expect(await ask(await begin(), asked)).toEqual(refused);
  });

  it('is refused when another key has signed, under its name', async () => {
    const { user, passkey, begin, ask } = await givenWithPasskey();
    const forged = new SoftPasskey(userHandle(user.id));
    Object.assign(forged, { credentialId: passkey.credentialId });

    expect(await ask(await begin(), {}, forged)).toEqual(refused);
  });

  it('of somebody else does not complete a password, and does not sign in as whom it names', async () => {
    const [one, other] = [await givenWithPasskey(), await givenWithPasskey()];
    const liar = new SoftPasskey(userHandle(one.user.id));

    expect(await one.ask(await one.beginByPassword(), {}, other.passkey)).toEqual(refused);
    expect(await one.ask(await one.begin(), {}, liar)).toEqual(refused);
  });

  it('is refused once it was removed', async () => {
    const { user, kept, begin, ask } = await givenWithPasskey();
    await to.factorChanges.remove(user, kept, [kept], { event: { action: 'factor-removed' }, at: now });

    expect(await ask(await begin())).toEqual(refused);
  });

  it('that counts is refused when its counter goes back, as that of a copy does', async () => {
    const { passkey, begin, ask } = await givenWithPasskey(5);
    expect(await ask(await begin())).toMatchObject({ authenticated: true });
    passkey.counter -= 1;

    expect(await ask(await begin())).toEqual(refused);
    expect(await ask(await begin())).toMatchObject({ authenticated: true });
  });

  it('of a disabled account begins no session', async () => {
    const { user, begin, ask } = await givenWithPasskey();
    await to.accounts.update(user, { status: 'disabled' }, undefined, { event: { action: 'user-disabled' }, at: now });

    expect(await ask(await begin())).toEqual({ authenticated: false, reason: 'account-disabled' });
  });

  it('that is nobody’s leaves nothing in the log of whom it names, one that is theirs and signs wrongly does', async () => {
    const { user, begin, ask } = await givenWithPasskey();
    const actions = async () =>
      (await to.audit.listOf('by-subject', user.id, { limit: 5 })).items.map(({ action }) => action);
    const before = await actions();

    await ask(await begin(), {}, new SoftPasskey(userHandle(user.id)));
    expect(await actions()).toEqual(before);
    await ask(await begin(), { challenge: 'y'.repeat(43) });
    expect(await actions()).toEqual(['sign-in-failed', ...before]);
  });

  it('is known to nobody whose handle is made up', async () => {
    const { begin, ask } = await givenWithPasskey();

    expect(await ask(await begin(), {}, new SoftPasskey('bm9ib2R5'))).toEqual(refused);
    expect(await ask(await begin(), {}, new SoftPasskey(userHandle(`usr_${'0'.repeat(26)}`)))).toEqual(refused);
  });
});
