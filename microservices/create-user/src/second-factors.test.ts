import { hashPassword } from '@cloudapp/accounts/adapters/password-hash';
import { givenSession } from '@cloudapp/accounts/testing/accounts';
import { codeOf } from '@cloudapp/accounts/testing/factors';
import { SoftPasskey } from '@cloudapp/accounts/testing/soft-passkey';
import { userHandle } from '@cloudapp/accounts/domain/user-handle';
import { addPasskey, beginAuthenticator, beginPasskey, beginProof } from '@cloudapp/contracts/second-factor';
import { problemSchema } from '@cloudapp/contracts/problem';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin as site, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const password = 'the old password of everybody';
let service: TestService;
let passwordHash: string;

beforeAll(async () => {
  service = await startTestService({ MAX_FAILURES: '3' });
  passwordHash = await hashPassword(password);
  // Somebody must be left who administers.
  await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const givenPerson = (provenMinutesAgo = 0, overrides: Parameters<TestService['givenCaller']>[0] = {}) =>
  service.givenCaller(overrides, passwordHash, provenMinutesAgo);
const ask = (as: Caller, method: string, path: string, body?: unknown) => service.request(method, path, { as, body });
const told = async (response: Promise<Response>) => (await response).json() as Promise<Record<string, unknown>>;
const outcome = async (asked: Promise<Response>) => {
  const response = await asked;
  return response.ok ? response.status : problemSchema.parse(await response.json()).code;
};
const answered = async <Schema extends z.ZodType>(schema: Schema, asked: Promise<Response>) =>
  schema.parse(await (await asked).json());

/** Gives somebody an authenticator app by the routes; the code that confirmed it was the one of the step before. */
async function givenApp(as: Caller) {
  const { secret } = await answered(beginAuthenticator.response, ask(as, 'POST', '/me/factors/authenticator'));
  const code = codeOf(secret, new Date(), -1);
  const { recoveryCodes } = await told(ask(as, 'PUT', '/me/factors/authenticator', { code }));
  return { secret, recoveryCodes: recoveryCodes as string[] | undefined };
}

async function givenPasskey(as: Caller, name = 'Laptop') {
  const begun = await answered(beginPasskey.response, ask(as, 'POST', '/me/factors/passkeys/tickets'));
  const soft = new SoftPasskey(begun.user.handle);
  const body = { ticket: begun.ticket, name, ...soft.make({ challenge: begun.ticket, site }) };
  const made = await answered(addPasskey.response, ask(as, 'POST', '/me/factors/passkeys', body));
  return { begun, soft, body, ...made };
}

const everyItem = async () => {
  const { client, table } = service.tables.database;
  return JSON.stringify((await client.send(new ScanCommand({ TableName: table('factors') }))).Items);
};
const actionsAbout = async ({ user }: Caller) => {
  const { items } = await service.to.audit.listOf('by-subject', user.id, { limit: 10 });
  return items.map(({ action, detail }) => [action, detail]).reverse();
};

describe('an authenticator app', () => {
  it('counts from when a code has confirmed it, brings ten recovery codes, and is recorded', async () => {
    const person = await givenPerson();
    const { secret, uri } = await answered(
      beginAuthenticator.response,
      ask(person, 'POST', '/me/factors/authenticator'),
    );
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain('otpauth://totp/CloudApp:');
    expect(await told(ask(person, 'GET', '/me/factors'))).toEqual({ passkeys: [], recoveryCodesLeft: 0 });
    expect(await told(ask(person, 'GET', '/me'))).toMatchObject({ hasSecondFactor: false });

    const confirm = (code: string) => ask(person, 'PUT', '/me/factors/authenticator', { code });
    expect(await outcome(confirm('000000'))).toBe('factor-refused');
    const { recoveryCodes } = await told(confirm(codeOf(secret, new Date())));

    expect(new Set(recoveryCodes as string[]).size).toBe(10);
    for (const code of recoveryCodes as string[]) expect(code).toMatch(/^(?:[0-9a-z]{4}-){5}[0-9a-z]{4}$/);
    expect(await told(ask(person, 'GET', '/me/factors'))).toMatchObject({
      authenticator: { createdAt: expect.any(String) as string },
      recoveryCodesLeft: 10,
    });
    expect(await told(ask(person, 'GET', '/me'))).toMatchObject({ hasSecondFactor: true });
    expect(await actionsAbout(person)).toContainEqual(['factor-added', 'An authenticator app']);
  });

  it('keeps neither its secret nor a recovery code where they can be read, nor in a log', async () => {
    const person = await givenPerson();
    const { secret, recoveryCodes = [] } = await givenApp(person);

    for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]) {
      expect(await everyItem()).not.toContain(hidden);
      expect(service.log.join('')).not.toContain(hidden);
    }
  });

  it('is one alone: another can neither be begun nor confirmed in its place', async () => {
    const person = await givenPerson();
    await givenApp(person);

    expect(await outcome(ask(person, 'POST', '/me/factors/authenticator'))).toBe('factor-exists');
    expect(await outcome(ask(person, 'PUT', '/me/factors/authenticator', { code: '123456' }))).toBe('factor-exists');
  });

  it('that was begun again has the newer secret, and only that', async () => {
    const person = await givenPerson();
    const begin = () => answered(beginAuthenticator.response, ask(person, 'POST', '/me/factors/authenticator'));
    const [older, newer] = [await begin(), await begin()];

    const confirm = (secret: string) =>
      outcome(ask(person, 'PUT', '/me/factors/authenticator', { code: codeOf(secret, new Date()) }));
    expect(await confirm(older.secret)).toBe('factor-refused');
    expect(await confirm(newer.secret)).toBe(200);
  });

  it('is confirmed by nobody who only guesses', async () => {
    const person = await givenPerson();
    const { secret } = await answered(beginAuthenticator.response, ask(person, 'POST', '/me/factors/authenticator'));
    const confirm = (code: string) => outcome(ask(person, 'PUT', '/me/factors/authenticator', { code }));
    for (let n = 0; n < 3; n++) expect(await confirm('000000')).toBe('factor-refused');

    expect(await confirm(codeOf(secret, new Date()))).toBe('too-many-attempts');
  });

  it('goes with its recovery codes when it was the last factor', async () => {
    const person = await givenPerson();
    await givenApp(person);

    expect(await outcome(ask(person, 'DELETE', '/me/factors/authenticator'))).toBe(204);

    expect(await told(ask(person, 'GET', '/me/factors'))).toEqual({ passkeys: [], recoveryCodesLeft: 0 });
    expect(await told(ask(person, 'GET', '/me'))).toMatchObject({ hasSecondFactor: false });
    expect(await outcome(ask(person, 'DELETE', '/me/factors/authenticator'))).toBe('not-found');
  });
});

describe('a passkey', () => {
  it('is made for a ticket, for this site and its owner, and is listed', async () => {
    const person = await givenPerson();

    const { begun, soft, recoveryCodes } = await givenPasskey(person);

    expect(begun).toMatchObject({
      site: { id: new URL(site).hostname, name: 'CloudApp' },
      user: { handle: userHandle(person.user.id), name: person.user.email },
      known: [],
    });
    expect(recoveryCodes).toHaveLength(10);
    expect(await told(ask(person, 'GET', '/me/factors'))).toMatchObject({
      passkeys: [{ name: 'Laptop', isSynced: true }],
    });
    const again = await answered(beginPasskey.response, ask(person, 'POST', '/me/factors/passkeys/tickets'));
    expect(again.known).toEqual([soft.credentialId]);
  });

  it('brings no recovery codes beside another factor, and leaves them with the other', async () => {
    const person = await givenPerson();
    await givenApp(person);

    const { passkey, recoveryCodes } = await givenPasskey(person);

    expect(recoveryCodes).toBeUndefined();
    expect(await outcome(ask(person, 'DELETE', `/me/factors/passkeys/${passkey.id}`))).toBe(204);
    expect(await told(ask(person, 'GET', '/me/factors'))).toMatchObject({ passkeys: [], recoveryCodesLeft: 10 });
  });

  it('is refused for a ticket that was used, of somebody else, or for another site', async () => {
    const [person, other] = [await givenPerson(), await givenPerson()];
    const { body } = await givenPasskey(person);
    const begin = () => answered(beginPasskey.response, ask(person, 'POST', '/me/factors/passkeys/tickets'));
    const add = (as: Caller, more: object) => outcome(ask(as, 'POST', '/me/factors/passkeys', { ...body, ...more }));
    const fresh = new SoftPasskey(userHandle(person.user.id));

    expect(await add(person, {})).toBe('ticket-ended');
    expect(await add(other, { ticket: (await begin()).ticket })).toBe('ticket-ended');
    const { ticket } = await begin();
    expect(await add(person, { ticket, ...fresh.make({ challenge: ticket, site: 'https://evil.example' }) })).toBe(
      'factor-refused',
    );
    expect(await add(person, { ticket })).toBe('factor-refused');
    expect(await add(person, { ticket, attestation: 'AAAA' })).toBe('factor-refused');
    expect(await add(person, { ticket, ...fresh.make({ challenge: ticket, site }) })).toBe(201);
  });

  it('is nobody else’s to remove', async () => {
    const [person, other] = [await givenPerson(), await givenPerson()];
    const { passkey } = await givenPasskey(person);

    expect(await outcome(ask(other, 'DELETE', `/me/factors/passkeys/${passkey.id}`))).toBe('not-found');
    expect(await told(ask(person, 'GET', '/me/factors'))).toMatchObject({ passkeys: [{ id: passkey.id }] });
  });
});

describe('what changes factors', () => {
  it.each<[string, (as: Caller) => Promise<Response>]>([
    ['an authenticator app', (as) => ask(as, 'POST', '/me/factors/authenticator')],
    ['its confirmation', (as) => ask(as, 'PUT', '/me/factors/authenticator', { code: '123456' })],
    ['its removal', (as) => ask(as, 'DELETE', '/me/factors/authenticator')],
    ['a passkey', (as) => ask(as, 'POST', '/me/factors/passkeys/tickets')],
    [
      'its making',
      (as) =>
        ask(as, 'POST', '/me/factors/passkeys', {
          ...{ ticket: 'x'.repeat(43), name: 'Mine', clientData: 'AA', attestation: 'AA' },
        }),
    ],
    ['its removal', (as) => ask(as, 'DELETE', `/me/factors/passkeys/pky_${'1'.repeat(26)}`)],
    ['recovery codes', (as) => ask(as, 'POST', '/me/factors/recovery-codes')],
  ])('asks for a fresh proof: %s', async (_, act) => {
    expect(await outcome(act(await givenPerson(11)))).toBe('proof-required');
  });
});

describe('recovery codes', () => {
  it('end with newer ones', async () => {
    const person = await givenPerson();
    const { recoveryCodes: [older = ''] = [] } = await givenApp(person);

    const { recoveryCodes } = await told(ask(person, 'POST', '/me/factors/recovery-codes'));

    const prove = (code: string) => outcome(ask(person, 'POST', '/session/proof', { code }));
    expect(await prove(older)).toBe('factor-refused');
    expect(await prove((recoveryCodes as string[])[0] ?? '')).toBe(204);
    expect(await told(ask(person, 'GET', '/me/factors'))).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('are there only beside a factor', async () => {
    expect(await outcome(ask(await givenPerson(), 'POST', '/me/factors/recovery-codes'))).toBe('factor-missing');
  });
});

describe('proving once more', () => {
  it('is by the password for who has no factor, and by nothing else', async () => {
    const person = await givenPerson(11);

    expect(await told(ask(person, 'POST', '/session/proof/tickets'))).toMatchObject({ ways: ['password'] });
    expect(await outcome(ask(person, 'POST', '/session/proof', { code: '123456' }))).toBe('factor-missing');
    expect(await outcome(ask(person, 'POST', '/session/proof', { password }))).toBe(204);
  });

  it('is by the factor for who has one: the password alone does not take it away', async () => {
    const person = await givenPerson();
    const { secret } = await givenApp(person);
    const stale = await givenSession(service.to, person.user, new Date(Date.now() - 11 * 60_000));
    const thief = { ...person, token: stale };

    expect(await told(ask(thief, 'POST', '/session/proof/tickets'))).toMatchObject({ ways: ['code', 'recovery-code'] });
    expect(await outcome(ask(thief, 'POST', '/session/proof', { password }))).toBe('factor-refused');
    expect(await outcome(ask(thief, 'DELETE', '/me/factors/authenticator'))).toBe('proof-required');
    expect(await outcome(ask(thief, 'POST', '/session/proof', { code: codeOf(secret, new Date()) }))).toBe(204);
    expect(await outcome(ask(thief, 'DELETE', '/me/factors/authenticator'))).toBe(204);
  });

  it('by a passkey signs the ticket of this proof, once', async () => {
    const person = await givenPerson();
    const { soft: key } = await givenPasskey(person);
    const other = await answered(beginPasskey.response, ask(person, 'POST', '/me/factors/passkeys/tickets'));
    const { ticket, ways } = await answered(beginProof.response, ask(person, 'POST', '/session/proof/tickets'));
    const prove = (signed: string, sent = ticket) =>
      outcome(
        ask(person, 'POST', '/session/proof', { ticket: sent, passkey: key.answer({ challenge: signed, site }) }),
      );

    expect(ways).toEqual(['passkey', 'recovery-code']);
    expect(await prove(other.ticket)).toBe('factor-refused');
    expect(await prove(other.ticket, other.ticket)).toBe('ticket-ended');
    const stranger = await givenPerson();
    const strange = await answered(beginProof.response, ask(stranger, 'POST', '/session/proof/tickets'));
    expect(await prove(strange.ticket, strange.ticket)).toBe('ticket-ended');
    expect(await prove(ticket)).toBe(204);
    expect(await prove(ticket)).toBe('ticket-ended');
  });

  it('bounds guesses, and records the first that are refused', async () => {
    const person = await givenPerson();
    const { secret } = await givenApp(person);
    const prove = (code: string) => outcome(ask(person, 'POST', '/session/proof', { code }));
    for (let n = 0; n < 3; n++) expect(await prove('000000')).toBe('factor-refused');

    expect(await prove(codeOf(secret, new Date()))).toBe('too-many-attempts');

    const actions = (await actionsAbout(person)).map(([action]) => action);
    expect(actions.filter((action) => action?.startsWith('proof-'))).toEqual([
      'proof-failed',
      'proof-failed',
      'proof-locked',
    ]);
  });
});

describe('a password beside a second factor', () => {
  const short = 'q7#Vz!p2kd';
  const change = (as: Caller, newPassword: string, currentPassword = password) =>
    outcome(ask(as, 'PUT', '/me/password', { currentPassword, newPassword }));

  it('may have eight characters, and then is not enough alone: the last factor stays until it is longer', async () => {
    const person = await givenPerson();
    expect(await change(person, short)).toBe('password-unacceptable');
    await givenApp(person);

    expect(await change(person, '7 signs')).toBe('password-unacceptable');
    expect(await change(person, short)).toBe(204);
    expect(await outcome(ask(person, 'DELETE', '/me/factors/authenticator'))).toBe('password-too-short');
    expect(await change(person, 'a password that is long enough', short)).toBe(204);
    expect(await outcome(ask(person, 'DELETE', '/me/factors/authenticator'))).toBe(204);
  });

  it('must be changed when an administrator takes the factor away', async () => {
    const [person, admin] = [await givenPerson(), await givenPerson(0, { role: 'admin' })];
    await givenApp(person);
    await change(person, short);

    expect(await outcome(ask(admin, 'DELETE', `/users/${person.user.id}/factors`))).toBe(204);

    expect(await service.to.users.get(person.user.id)).toMatchObject({ mustChangePassword: true, factors: [] });
  });
});

describe('an administrator', () => {
  it('sees the factors of somebody, and takes them away from who has lost them, who is signed out', async () => {
    const [person, admin] = [await givenPerson(), await givenPerson(0, { role: 'admin' })];
    const { recoveryCodes: [code = ''] = [] } = await givenApp(person);
    const path = `/users/${person.user.id}/factors`;

    expect(await told(ask(admin, 'GET', path))).toMatchObject({ recoveryCodesLeft: 10 });
    expect(await outcome(ask(admin, 'DELETE', path))).toBe(204);

    expect(await outcome(ask(person, 'GET', '/me'))).toBe('session-required');
    const resetAt = expect.any(String) as string;
    expect(await told(ask(admin, 'GET', path))).toEqual({ passkeys: [], recoveryCodesLeft: 0, resetAt });
    expect(await everyItem()).not.toContain(person.user.id);
    expect(await service.to.users.get(person.user.id)).toMatchObject({ mustChangePassword: false });
    expect(await outcome(ask(admin, 'DELETE', path))).toBe('factor-missing');
    expect(await actionsAbout(person)).toContainEqual(['factors-reset', undefined]);
    expect(code).not.toBe('');
    const again = await service.to.users.get(person.user.id);
    const back = { user: person.user, token: again ? await givenSession(service.to, again) : '' };
    await givenApp(back);
    expect(await told(ask(back, 'GET', '/me/factors'))).not.toHaveProperty('resetAt');
  });

  it('needs a fresh proof for that, and uses the own page for the own ones', async () => {
    const [person, admin] = [await givenPerson(), await givenPerson(11, { role: 'admin' })];
    const fresh = await givenPerson(0, { role: 'admin' });
    await givenApp(person);

    expect(await outcome(ask(admin, 'DELETE', `/users/${person.user.id}/factors`))).toBe('proof-required');
    expect(await outcome(ask(fresh, 'DELETE', `/users/${fresh.user.id}/factors`))).toBe('own-account');
  });

  it('who deletes somebody deletes their factors, too', async () => {
    const [person, admin] = [await givenPerson(), await givenPerson(0, { role: 'admin' })];
    await givenApp(person);
    await givenPasskey(person);

    expect(await outcome(ask(admin, 'DELETE', `/users/${person.user.id}`))).toBe(204);

    expect(await everyItem()).not.toContain(person.user.id);
  });
});
