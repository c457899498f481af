import { randomUUID } from 'node:crypto';
import { givenAccessToken, givenSession } from '@cloudapp/accounts/testing/accounts';
import { unmatchedPasswordHash } from '@cloudapp/accounts/adapters/password-hash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scimClient, someEmail, told, type ScimClient } from './testing/scim-client.ts';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let directory: ScimClient;

beforeAll(async () => {
  service = await startTestService();
  directory = await scimClient(service);
  await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const stored = async (id: string) => {
  const user = await service.to.users.get(id);
  if (user === undefined) throw new Error('There is no such user');
  return user;
};
const bySession = (token: string) => fetch(`${service.url}/api/me`, { headers: { Cookie: `__Host-session=${token}` } });
const byToken = (token: string) => fetch(`${service.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } });

describe('a person whom the directory sends', () => {
  it('has an account without a password that anybody knows', async () => {
    const userName = someEmail();

    const response = await directory.send('POST', '/Users', {
      body: { userName: ` ${userName.toUpperCase()}`, externalId: userName, displayName: 'Ada Lovelace', active: true },
    });

    const { id } = (await response.json()) as { id: string };
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'application/scim+json']);
    expect(response.headers.get('location')).toBe(`https://cloudapp.example/api/scim/v2/Users/${id}`);
    expect(await stored(id)).toMatchObject({
      ...{ email: userName, name: 'Ada Lovelace', role: 'user', status: 'active' },
      ...{ mustChangePassword: false, hasNoPassword: true },
    });
    expect(await service.to.credentials.get(userName)).toMatchObject({ passwordHash: unmatchedPasswordHash });
    expect((await service.to.quotas.get(id))?.limit).toBe(3);
    const { items } = await service.to.audit.listOf('by-subject', id, { limit: 5 });
    expect(items).toMatchObject([{ action: 'user-created', actor: { id: 'directory', name: 'Directory' } }]);
  });

  it('is known to have a password once one is set', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const { id } = await directory.givenUser();

    await service.request('POST', `/users/${id}/password-reset`, { as: admin });

    expect(await stored(id)).toMatchObject({ hasNoPassword: false });
  });

  it.each<[string, object, string]>([
    ['displayName', { displayName: 'Ada L.', name: { formatted: 'Ada King' } }, 'Ada L.'],
    ['the whole name', { name: { formatted: 'Ada King', givenName: 'Ada' } }, 'Ada King'],
    ['parts of a name', { name: { givenName: 'Ada', familyName: 'Lovelace' } }, 'Ada Lovelace'],
  ])('is called by %s', async (_, more, name) => {
    const { id } = await directory.givenUser(more);

    expect((await stored(id)).name).toBe(name);
  });

  it('is called as their mailbox where nothing else is said', async () => {
    const { id, userName = '' } = await directory.givenUser({ displayName: '', name: null });

    expect((await stored(id)).name).toBe(userName.split('@')[0]);
  });

  it.each<[string, unknown, string]>([
    ['no userName', { active: true }, 'invalidSyntax'],
    ['a userName that is no e-mail', { userName: 'ada' }, 'invalidSyntax'],
    ['a list', [], 'invalidSyntax'],
    ['text that is no truth', { userName: 'a@example.org', active: 'perhaps' }, 'invalidSyntax'],
    ['a name that cannot be seen', { userName: 'a@example.org', displayName: 'a\u202eb' }, 'invalidSyntax'],
    ['text that is no JSON', '{"userName": ', 'invalidSyntax'],
    ['a prototype', '{"__proto__": {"active": true}, "userName": "a@example.org"}', 'invalidSyntax'],
  ])('is not taken with %s', async (_, body, scimType) => {
    expect(await told(directory.send('POST', '/Users', { body }))).toEqual([400, scimType]);
  });

  it('is one of each userName and externalId', async () => {
    const { userName } = await directory.givenUser({ externalId: `one-${someEmail()}` });
    const { externalId } = await directory.givenUser({ externalId: `two-${someEmail()}` });
    const third = await directory.givenUser();

    const again = (body: object) => told(directory.send('POST', '/Users', { body }));
    expect(await again({ userName })).toEqual([409, 'uniqueness']);
    expect(await again({ userName: someEmail(), externalId })).toEqual([409, 'uniqueness']);
    const change = { op: 'replace', path: 'userName', value: userName };
    expect(await told(directory.patch(`/Users/${third.id}`, [change]))).toEqual([409, 'uniqueness']);
    expect((await stored(third.id)).email).toBe(third.userName);
  });

  it('moves to another e-mail with all that they have', async () => {
    const { id, userName: before = '' } = await directory.givenUser();
    const userName = someEmail();

    expect(await told(directory.patch(`/Users/${id}`, [{ op: 'Replace', path: 'userName', value: userName }]))).toEqual(
      [200],
    );

    expect(await directory.find('Users', `userName eq "${userName}"`)).toEqual([id]);
    expect(await service.to.credentials.get(before)).toBeUndefined();
    expect(await service.to.credentials.get(userName)).toMatchObject({ userId: id });
  });
});

describe('deactivating a person', () => {
  it('ends sessions and tokens with the very next request, and orders that machines stop', async () => {
    const { id } = await directory.givenUser();
    const session = await givenSession(service.to, await stored(id));
    const token = await givenAccessToken(service.to, await stored(id));
    expect([(await bySession(session)).status, (await byToken(token)).status]).toEqual([200, 200]);

    await directory.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);

    expect([(await bySession(session)).status, (await byToken(token)).status]).toEqual([401, 401]);
    expect(await stored(id)).toMatchObject({
      status: 'disabled',
      disabling: { by: { id: 'directory' }, stopsMachines: true },
    });
    await directory.patch(`/Users/${id}`, [{ op: 'replace', value: { active: true } }]);
    expect(await stored(id)).toMatchObject({ status: 'active' });
    expect([(await bySession(session)).status, (await byToken(token)).status]).toEqual([401, 401]);
  });

  it('by an administrator holds, whatever the directory says', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const { id, userName } = await directory.givenUser();
    await service.request('PATCH', `/users/${id}`, { as: admin, body: { status: 'disabled' } });

    const body = { userName, displayName: 'Renamed', active: true };
    const answer = (await (await directory.send('PUT', `/Users/${id}`, { body })).json()) as object;

    expect(answer).toMatchObject({ active: false, displayName: 'Renamed' });
    expect(await stored(id)).toMatchObject({ status: 'disabled', name: 'Renamed' });
  });
});

describe('removing a person', () => {
  it('disables the account, which is not there for the directory any more, and is taken up again', async () => {
    const externalId = someEmail();
    const { id, userName } = await directory.givenUser({ externalId });
    const group = await directory.givenGroup({ members: [{ value: id }] });

    expect(await told(directory.send('DELETE', `/Users/${id}`))).toEqual([204]);

    expect(await told(directory.send('GET', `/Users/${id}`))).toEqual([404]);
    expect(await told(directory.send('DELETE', `/Users/${id}`))).toEqual([404]);
    expect(await directory.find('Users', `externalId eq "${externalId}"`)).toEqual([]);
    expect((await directory.group(`/Groups/${group.id}`)).members).toEqual([]);
    expect(await stored(id)).toMatchObject({ status: 'disabled' });

    const back = await directory.givenUser({ userName, externalId });
    expect(back).toMatchObject({ id, active: true, externalId });
    expect((await directory.group(`/Groups/${group.id}`)).members).toEqual([]);
  });

  it('by an administrator leaves nothing of them in the directory', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const externalId = someEmail();
    const { id } = await directory.givenUser({ externalId });
    const group = await directory.givenGroup({ members: [{ value: id }] });

    expect((await service.request('DELETE', `/users/${id}`, { as: admin })).status).toBe(204);

    expect(await told(directory.send('GET', `/Users/${id}`))).toEqual([404]);
    expect((await directory.group(`/Groups/${group.id}`)).members).toEqual([]);
    expect((await directory.givenUser({ externalId })).id).not.toBe(id);
  });
});

describe('an account that was there before', () => {
  it('is not there for the directory until it sends its e-mail, which is recorded', async () => {
    const { user } = await service.givenCaller();
    expect(await told(directory.send('GET', `/Users/${user.id}`))).toEqual([404]);
    expect(await told(directory.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }]))).toEqual(
      [404],
    );
    expect(await directory.find('Users', `userName eq "${user.email}"`)).toEqual([]);

    const joined = await directory.givenUser({ userName: user.email, displayName: 'As the directory says' });

    expect(joined.id).toBe(user.id);
    expect(await stored(user.id)).toMatchObject({ name: 'As the directory says', status: 'active' });
    const { items } = await service.to.audit.listOf('by-subject', user.id, { limit: 1 });
    expect(items).toMatchObject([{ action: 'directory-user-joined', actor: { id: 'directory' } }]);
  });

  it('is not taken over from an administrator', async () => {
    const { user } = await service.givenCaller({ role: 'admin' });

    const body = { userName: user.email, displayName: 'Taken', active: false };
    expect(await told(directory.send('POST', '/Users', { body }))).toEqual([409, 'uniqueness']);

    expect(await stored(user.id)).toMatchObject(user);
  });

  it('stays disabled where an administrator has disabled it', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const { user } = await service.givenCaller();
    await service.request('PATCH', `/users/${user.id}`, { as: admin, body: { status: 'disabled' } });

    expect(await directory.givenUser({ userName: user.email, active: true })).toMatchObject({ active: false });

    expect(await stored(user.id)).toMatchObject({ status: 'disabled' });
  });
});

describe('the version of a person', () => {
  it('is the tag of the answer, and what a change may ask for', async () => {
    const { id } = await directory.givenUser();
    const first = await directory.send('GET', `/Users/${id}`);
    const tag = first.headers.get('etag') ?? '';
    expect(((await first.json()) as { meta: object }).meta).toMatchObject({ version: tag });
    expect((await directory.send('GET', `/Users/${id}`, { headers: { 'If-None-Match': tag } })).status).toBe(304);

    const rename = (displayName: string, ifMatch: string) =>
      directory.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: displayName }], {
        'If-Match': ifMatch,
      });
    const changed = await rename('First', tag);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(tag);
    expect(await told(rename('Second', tag))).toEqual([412]);
    expect(await told(directory.send('DELETE', `/Users/${id}`, { headers: { 'If-Match': tag } }))).toEqual([412]);
    expect(await told(rename('Third', '*'))).toEqual([200]);
    expect((await stored(id)).name).toBe('Third');
  });

  it('lets one of many change at once who ask for the same, and all who ask for none', async () => {
    const { id } = await directory.givenUser();
    const tag = (await directory.send('GET', `/Users/${id}`)).headers.get('etag') ?? '';
    const rename = (value: string, headers?: Record<string, string>) =>
      told(directory.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value }], headers));

    const asked = await Promise.all(['A', 'B', 'C'].map((name) => rename(name, { 'If-Match': tag })));
    const free = await Promise.all(['D', 'E', 'F'].map((name) => rename(name)));

    expect(asked.map(([status]) => status).sort()).toEqual([200, 412, 412]);
    expect(free).toEqual([[200], [200], [200]]);
  });

  it('stays where nothing is changed, and nothing is recorded', async () => {
    const { id, meta } = await directory.givenUser({ displayName: 'Same' });

    await directory.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: 'Same' }]);

    expect((await directory.user(`/Users/${id}`)).meta).toEqual(meta);
    expect((await service.to.audit.listOf('by-subject', id, { limit: 5 })).items).toHaveLength(1);
  });
});

describe('a filter', () => {
  it('finds people by what they have', async () => {
    const externalId = someEmail();
    const { id, userName = '', displayName } = await directory.givenUser({ externalId, displayName: externalId });
    const of = (filter: string) => directory.find('Users', filter);

    expect(await of(`id eq "${id}"`)).toEqual([id]);
    expect(await of(`USERNAME Eq "${userName.toUpperCase()}"`)).toEqual([id]);
    expect(await of(`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${userName}"`)).toEqual([id]);
    expect(await of(`externalId eq "${externalId}"`)).toEqual([id]);
    expect(await of(`emails.value eq "${userName}"`)).toEqual([id]);
    expect(await of(`emails[type eq "work" and value eq "${userName}"]`)).toEqual([id]);
    expect(await of(`displayName eq "${displayName ?? ''}"`)).toEqual([id]);
    expect(await of(`userName eq "${userName}" and active eq true`)).toEqual([id]);
    expect(await of(`userName eq "${userName}" and active eq false`)).toEqual([]);
    expect(await of('userName eq "nobody@example.org"')).toEqual([]);
  });

  it('finds an e-mail however it is written', async () => {
    const { id } = await directory.givenUser({ userName: `${randomUUID()}@Bücher.example` });
    const { userName = '' } = await directory.user(`/Users/${id}`);
    const [mailbox = ''] = userName.split('@');

    for (const written of [userName, ` ${userName.toUpperCase()} `, `${mailbox}@bücher.example`]) {
      expect(await directory.find('Users', `userName eq "${written}"`)).toEqual([id]);
      expect(await directory.find('Users', `emails.value eq "${written}" and active eq true`)).toEqual([id]);
    }
  });

  it.each([
    ['another comparison', 'userName co "a"'],
    ['either of two', 'userName eq "a" or userName eq "b"'],
    ['what is not so', 'not (userName eq "a")'],
    ['an attribute that is not offered', 'password eq "a"'],
    ['a prototype', '__proto__ eq "a"'],
    ['a number', 'userName eq 1'],
    ['no value', 'userName eq'],
    ['an open string', 'userName eq "a'],
    ['deep nesting', `${'('.repeat(480)}userName eq "a"${')'.repeat(400)}`],
    ['words of a database', `userName eq "a" OR attribute_exists(userId)`],
  ])('of %s is refused', async (_, filter) => {
    const asked = directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);

    expect(await told(asked)).toEqual([400, 'invalidFilter']);
  });

  it.each([
    ['far too long', `userName eq "${'a'.repeat(1000)}"`, [400, 'invalidSyntax']],
    ['quoting what it should not', String.raw`userName eq "\" or \"1\"=\"1"`, [200]],
    ['with a control character', 'userName eq "\u0000"', [400, 'invalidFilter']],
  ])('that is %s does no harm', async (_, filter, due) => {
    const [status] = await told(directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`));

    expect(status).toBe(due[0]);
  });

  it('that is not UTF-8 is refused', async () => {
    expect(await told(directory.send('GET', '/Users?filter=userName%20eq%20%22%ff%22'))).toEqual([
      400,
      'invalidSyntax',
    ]);
  });
});

describe('a change of parts', () => {
  it.each<[string, object, string]>([
    ['of nothing that there is', { op: 'replace', path: 'favouriteColour', value: 'red' }, 'invalidPath'],
    ['by a path that cannot be read', { op: 'replace', path: 'name..x[', value: 'red' }, 'invalidPath'],
    ['of a prototype', { op: 'add', path: '__proto__.active', value: true }, 'invalidPath'],
    ['of its id', { op: 'replace', path: 'id', value: 'x' }, 'invalidPath'],
    ['to no e-mail', { op: 'replace', path: 'userName', value: 'nobody' }, 'invalidValue'],
    ['to no truth', { op: 'replace', path: 'active', value: 'perhaps' }, 'invalidValue'],
    ['that takes the userName', { op: 'remove', path: 'userName' }, 'invalidValue'],
    ['that takes it does not say what', { op: 'remove' }, 'noTarget'],
    ['to a text', { op: 'add', value: 'text' }, 'invalidValue'],
    ['of another kind', { op: 'move', path: 'displayName', value: 'x' }, 'invalidSyntax'],
  ])('%s is refused, with all others of its request', async (_, operation, scimType) => {
    const { id, displayName } = await directory.givenUser({ displayName: 'Before' });
    const other = { op: 'replace', path: 'displayName', value: 'After' };

    expect(await told(directory.patch(`/Users/${id}`, [other, operation]))).toEqual([400, scimType]);

    expect(await directory.user(`/Users/${id}`)).toMatchObject({ displayName });
  });
});
