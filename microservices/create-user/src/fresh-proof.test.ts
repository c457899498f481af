import { problemSchema } from '@cloudapp/contracts/problem';
import { hashPassword } from '@cloudapp/accounts/adapters/password-hash';
import { givenSession } from '@cloudapp/accounts/testing/accounts';
import { hashToken } from '@cloudapp/data/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

const password = 'the old password of everybody';
let service: TestService;
let passwordHash: string;

beforeAll(async () => {
  service = await startTestService({ MAX_FAILURES: '3' });
  passwordHash = await hashPassword(password);
});
afterAll(() => service.stop());

const givenAdmin = (provenMinutesAgo: number) => service.givenCaller({ role: 'admin' }, passwordHash, provenMinutesAgo);
const codeOf = async (response: Response) =>
  response.ok ? response.status : problemSchema.parse(await response.json()).code;
const prove = (as: Caller, typed: string) =>
  service.request('POST', '/session/proof', { as, body: { password: typed } });
const person = (name: string, role = 'admin') => ({ email: `${name}.${role}@example.org`, name, role });

type Act = (as: Caller, target: Caller, name: string) => Promise<Response>;
const patch =
  (body: object): Act =>
  (as, target) =>
    service.request('PATCH', `/users/${target.user.id}`, { as, body });

const hurts: [string, Act][] = [
  ['resetting a password', (as, { user }) => service.request('POST', `/users/${user.id}/password-reset`, { as })],
  ['making an administrator of a user', patch({ role: 'admin' })],
  ['disabling', patch({ status: 'disabled' })],
  ['a higher quota', patch({ quota: 4 })],
  ['a higher quota beside a new name', patch({ quota: 99, name: 'Somebody' })],
  ['signing somebody out', (as, { user }) => service.request('DELETE', `/users/${user.id}/sessions`, { as })],
  ['deleting', (as, { user }) => service.request('DELETE', `/users/${user.id}`, { as })],
  ['a new administrator', (as, _, name) => service.request('POST', '/users', { as, body: person(name) })],
  [
    'an administrator among imported people',
    (as, _, name) =>
      service.request('POST', '/users/import', { as, body: { people: [person(name, 'user'), person(name)] } }),
  ],
  [
    'an administrator in an imported file',
    (as, _, name) => {
      const csv = `email,name,role\n${name}@example.org,X,admin\n`;
      return service.request('POST', '/users/import', { as, body: { csv, preview: false } });
    },
  ],
];
const harmless: [string, Act][] = [
  ['a new name', patch({ name: 'Somebody' })],
  ['a lower quota', patch({ quota: 1 })],
  ['what is so already', patch({ role: 'user', status: 'active', quota: 3 })],
  ['a new user', (as, _, name) => service.request('POST', '/users', { as, body: person(name, 'user') })],
  [
    'a preview',
    (as) =>
      service.request('POST', '/users/import', {
        as,
        body: { csv: 'email,name,role\nx@example.org,X,admin\n', preview: true },
      }),
  ],
];

describe('a session whose proof is eleven minutes old', () => {
  it.each(hurts)('is not enough for %s, and nothing is done; the password makes it enough', async (what, act) => {
    const name = `proof${hurts.findIndex(([named]) => named === what)}`;
    const [admin, target] = [await givenAdmin(11), await service.givenCaller()];
    const people = async () => (await service.to.users.list({ limit: 100 })).items;
    const before = await people();

    expect(await codeOf(await act(admin, target, name))).toBe('proof-required');
    expect(await people()).toEqual(before);
    expect((await prove(admin, password)).status).toBe(204);
    expect((await act(admin, target, name)).ok).toBe(true);
  });

  it.each(harmless)('is enough for %s', async (what, act) => {
    const [admin, target] = [await givenAdmin(11), await service.givenCaller()];

    expect((await act(admin, target, `harmless${harmless.findIndex(([named]) => named === what)}`)).ok).toBe(true);
  });
});

describe('a proof', () => {
  it('is signing in itself for ten minutes', async () => {
    const [admin, target] = [await givenAdmin(9), await service.givenCaller()];

    expect((await patch({ role: 'admin' })(admin, target, '')).status).toBe(200);
  });

  it('is kept in the session that it was given in, and in no other', async () => {
    const [admin, target] = [await givenAdmin(11), await service.givenCaller()];
    const elsewhere = await givenAdmin(11);
    await prove(elsewhere, password);

    expect(await codeOf(await patch({ role: 'admin' })(admin, target, ''))).toBe('proof-required');
  });

  it('is not given by a wrong password, and guesses are bounded', async () => {
    const [admin, target] = [await givenAdmin(11), await service.givenCaller()];

    for (let n = 0; n < 3; n++) expect(await codeOf(await prove(admin, 'a guess'))).toBe('wrong-current-password');
    expect(await codeOf(await prove(admin, password))).toBe('too-many-attempts');
    expect(await codeOf(await patch({ role: 'admin' })(admin, target, ''))).toBe('proof-required');
  });

  it('is asked for before one of one’s own sessions is ended, and not to sign out', async () => {
    const admin = await givenAdmin(11);
    const other = await givenSession(service.to, admin.user);
    const stored = await service.to.sessions.get(hashToken(other), new Date());
    const end = () => service.request('DELETE', `/me/sessions/${stored?.sessionId}`, { as: admin });

    expect(await codeOf(await end())).toBe('proof-required');
    expect(await service.to.sessions.get(hashToken(other), new Date())).toBeDefined();
    await prove(admin, password);
    expect((await end()).status).toBe(204);
    expect(await service.to.sessions.get(hashToken(other), new Date())).toBeUndefined();
    const elsewhere = await givenAdmin(11);
    expect((await service.request('DELETE', '/session', { as: elsewhere })).status).toBe(204);
  });

  it('is asked for before all of anybody’s sessions are ended, one’s own too, which go on until then', async () => {
    const [admin, target] = [await givenAdmin(11), await service.givenCaller()];
    const isIn = async (as: Caller) => (await service.request('GET', '/session', { as })).status;

    for (const { user } of [target, admin]) {
      const response = await service.request('DELETE', `/users/${user.id}/sessions`, { as: admin });

      expect(await codeOf(response)).toBe('proof-required');
    }
    expect([await isIn(target), await isIn(admin)]).toEqual([200, 200]);
  });

  it('stands in the audit log, and so does each wrong password and the first that a lock refuses', async () => {
    const admin = await givenAdmin(11);
    const change = (currentPassword: string) =>
      service.request('PUT', '/me/password', {
        as: admin,
        body: { currentPassword, newPassword: 'never mind walruses' },
      });

    await prove(admin, password);
    await prove(admin, 'a guess');
    for (let n = 0; n < 5; n++) await change('a guess');

    const { items } = await service.to.audit.listOf('by-actor', admin.user.id, { limit: 20 });
    expect(items.map(({ action, detail }) => [action, detail])).toEqual([
      ['proof-locked', 'Refused while locked, as are further ones'],
      ['proof-locked', 'The present password, asked for to change it'],
      ['proof-failed', 'The present password, asked for to change it'],
      ['proof-failed', 'The password, asked for once more'],
      ['proof-given', undefined],
    ]);
    expect(JSON.stringify(items)).not.toContain('a guess');
  });

  it('of the right password does not open one’s own password to a reset', async () => {
    const admin = await givenAdmin(11);
    await prove(admin, password);

    const response = await service.request('POST', `/users/${admin.user.id}/password-reset`, { as: admin });

    expect(await codeOf(response)).toBe('own-account');
  });
});
