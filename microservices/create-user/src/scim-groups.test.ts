import { newId } from '@cloudapp/data/ids';
import { givenSession } from '@cloudapp/accounts/testing/accounts';
import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  everybodyHasRights,
  givenPeople,
  scimClient,
  someEmail,
  told,
  type ScimClient,
} from './testing/scim-client.ts';
import { startTestService, type TestService } from './testing/test-service.ts';

/** A service whose directory has rules of its own, which its tests alone see. */
async function startWithRules(rules: GroupRule[] = []) {
  const service = await startTestService();
  const admin = await service.givenCaller({ role: 'admin' });
  const directory = await scimClient(service);
  const setRules = async (wanted: GroupRule[]) => {
    const response = await service.request('PUT', '/directory/rules', { as: admin, body: { rules: wanted } });
    expect(response.status).toBe(200);
    await everybodyHasRights(service);
  };
  await setRules(rules);
  const rights = async (id: string) => {
    const [user, quota] = await Promise.all([service.to.users.get(id), service.to.quotas.get(id)]);
    return [user?.role, quota?.limit];
  };
  return { service, admin, directory, setRules, rights };
}

describe('a group', () => {
  let service: TestService;
  let directory: ScimClient;

  beforeAll(async () => {
    service = await startTestService();
    directory = await scimClient(service);
  });
  afterAll(() => service.stop());

  it('is made, found, renamed and removed, and its members stay', async () => {
    const { id: member } = await directory.givenUser();
    const externalId = someEmail();
    const made = await directory.givenGroup({
      displayName: `Made ${externalId}`,
      externalId,
      members: [{ value: member }],
    });
    expect(made.members).toEqual([
      { value: member, $ref: `https://cloudapp.example/api/scim/v2/Users/${member}`, type: 'User' },
    ]);

    expect(await directory.find('Groups', `displayName eq "MADE ${externalId}"`)).toEqual([made.id]);
    expect(await directory.find('Groups', `externalId eq "${externalId}"`)).toEqual([made.id]);
    expect(await directory.find('Groups', `id eq "${made.id}" and members.value eq "${member}"`)).toEqual([made.id]);
    expect(await directory.find('Groups', `id eq "${made.id}" and members.value eq "nobody"`)).toEqual([]);
    await directory.patch(`/Groups/${made.id}`, [{ op: 'replace', path: 'displayName', value: `New ${externalId}` }]);
    expect(await directory.find('Groups', `displayName eq "Made ${externalId}"`)).toEqual([]);
    expect((await directory.group(`/Groups/${made.id}?excludedAttributes=members`)).members).toBeUndefined();
    expect(await told(directory.send('DELETE', `/Groups/${made.id}`))).toEqual([204]);
    expect(await told(directory.send('GET', `/Groups/${made.id}`))).toEqual([404]);
    expect(await told(directory.send('GET', `/Users/${member}`))).toEqual([200]);
  });

  it('is one of each name, in whatever case, and externalId', async () => {
    const { displayName = '', externalId, id } = await directory.givenGroup({ externalId: someEmail() });
    const other = await directory.givenGroup();

    const make = (body: object) => told(directory.send('POST', '/Groups', { body }));
    expect(await make({ displayName: displayName.toUpperCase() })).toEqual([409, 'uniqueness']);
    expect(await make({ displayName: 'Another', externalId })).toEqual([409, 'uniqueness']);
    expect(await make({ members: [] })).toEqual([400, 'invalidSyntax']);
    const rename = { op: 'replace', value: { displayName } };
    expect(await told(directory.patch(`/Groups/${other.id}`, [rename]))).toEqual([409, 'uniqueness']);
    await directory.send('DELETE', `/Groups/${id}`);
    expect(await make({ displayName, externalId })).toEqual([201]);
  });

  it('has people of the directory alone', async () => {
    const { user } = await service.givenCaller();
    const group = await directory.givenGroup();

    for (const value of [user.id, newId('usr', new Date()), group.id, 'people']) {
      const add = { op: 'add', path: 'members', value: [{ value }] };
      expect(await told(directory.patch(`/Groups/${group.id}`, [add]))).toEqual([400, 'invalidValue']);
    }
    expect(await directory.group(`/Groups/${group.id}`)).toMatchObject({ members: [], meta: group.meta });
  });

  it('changes for one of two who ask for the same version, and for both who ask for none', async () => {
    const [one, two] = [await directory.givenUser(), await directory.givenUser()];
    const { id, meta } = await directory.givenGroup();
    const add = (value: string, ifMatch?: string) =>
      told(
        directory.patch(
          `/Groups/${id}`,
          [{ op: 'add', path: 'members', value: [{ value }] }],
          ifMatch === undefined ? undefined : { 'If-Match': ifMatch },
        ),
      );

    const asked = await Promise.all([add(one.id, meta?.version), add(two.id, meta?.version)]);
    expect(asked.map(([status]) => status).sort()).toEqual([204, 412]);
    expect((await directory.group(`/Groups/${id}`)).members).toHaveLength(1);

    expect(await Promise.all([add(one.id), add(two.id)])).toEqual([[204], [204]]);
    expect((await directory.group(`/Groups/${id}`)).members).toHaveLength(2);
  });

  it('takes a thousand members in one request, lets one go and takes others in their place', async () => {
    const people = await givenPeople(service, 1002);
    const [first = '', ...rest] = people.slice(0, 1000);
    const { id } = await directory.givenGroup();
    const members = async () => (await directory.group(`/Groups/${id}`)).members?.map(({ value }) => value).sort();
    const asMembers = (ids: readonly string[]) => ids.map((value) => ({ value }));

    await directory.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: asMembers([first, ...rest]) }]);
    expect(await members()).toEqual([first, ...rest].sort());

    await directory.patch(`/Groups/${id}`, [{ op: 'remove', path: `members[value eq "${first}"]` }]);
    expect(await members()).toEqual([...rest].sort());

    await directory.patch(`/Groups/${id}`, [{ op: 'replace', path: 'members', value: asMembers(people.slice(2)) }]);
    expect(await members()).toEqual(people.slice(2).sort());
    await directory.patch(`/Groups/${id}`, [{ op: 'remove', path: 'members' }]);
    expect(await members()).toEqual([]);
    const { items } = await service.to.audit.listOf('by-action', 'directory-group-changed', { limit: 4 });
    expect(items.map(({ detail }) => detail?.replace(/^.*: /, ''))).toEqual([
      '0 in, 1000 out',
      '2 in, 1 out',
      '0 in, 1 out',
      '1000 in, 0 out',
    ]);
  });
});

describe('paging', () => {
  it('goes over a thousand people, each once, with the same total on each page', async () => {
    const service = await startTestService();
    try {
      const directory = await scimClient(service);
      const people = await givenPeople(service, 1001);

      const seen: string[] = [];
      for (let startIndex = 1; startIndex <= 1001; startIndex += 200) {
        const page = await directory.get(`/Users?startIndex=${startIndex}&count=200&attributes=userName`);
        expect(page).toMatchObject({ totalResults: 1001, startIndex });
        const resources = page['Resources'] as { id: string }[];
        expect(page['itemsPerPage']).toBe(resources.length);
        seen.push(...resources.map(({ id }) => id));
        expect(Object.keys(resources[0] ?? {}).sort()).toEqual(['id', 'schemas', 'userName']);
      }

      expect(seen).toEqual(people);
      expect(await directory.get('/Users?count=0')).toMatchObject({
        totalResults: 1001,
        itemsPerPage: 0,
        Resources: [],
      });
      expect(await directory.get('/Users?startIndex=-5&count=1')).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
      expect(await directory.get('/Users?startIndex=5000')).toMatchObject({ totalResults: 1001, itemsPerPage: 0 });
      expect((await directory.get('/Users?count=100000'))['itemsPerPage']).toBe(200);
    } finally {
      await service.stop();
    }
  });
});

describe('rules for groups', () => {
  it('give people what their groups give, and take it when they leave', async () => {
    const { service, directory, rights } = await startWithRules([
      { group: 'Admins', role: 'admin' },
      { group: 'Heavy', quota: 20 },
    ]);
    const { id } = await directory.givenUser();
    const admins = await directory.givenGroup({ displayName: 'Admins' });
    const heavy = await directory.givenGroup({ displayName: 'Many machines', externalId: 'Heavy' });
    const change = (group: { id: string }, op: string) =>
      directory.patch(`/Groups/${group.id}`, [{ op, path: 'members', value: [{ value: id }] }]);
    expect(await rights(id)).toEqual(['user', 3]);

    await change(heavy, 'add');
    expect(await rights(id)).toEqual(['user', 20]);
    const user = await service.to.users.get(id);
    if (user === undefined) throw new Error('There is no such user');
    const session = await givenSession(service.to, user);
    await change(admins, 'add');
    expect(await rights(id)).toEqual(['admin', 20]);
    const me = await fetch(`${service.url}/api/me`, { headers: { Cookie: `__Host-session=${session}` } });
    expect(me.status).toBe(401);

    await change(admins, 'remove');
    await directory.send('DELETE', `/Groups/${heavy.id}`);
    expect(await rights(id)).toEqual(['user', 3]);
    const { items } = await service.to.audit.listOf('by-subject', id, { limit: 2 });
    expect(items).toMatchObject([
      { action: 'user-updated', actor: { id: 'directory' }, detail: 'quota: 20 → 3' },
      { action: 'user-updated', actor: { id: 'directory' }, detail: 'role: admin → user' },
    ]);
    await service.stop();
  });

  it('reach everybody of the directory when they change, and nobody else', async () => {
    const { service, admin, directory, setRules, rights } = await startWithRules();
    const { id } = await directory.givenUser();
    const other = await service.givenCaller();
    await directory.givenGroup({ displayName: 'Heavy', members: [{ value: id }] });

    await setRules([{ group: 'Heavy', quota: 9 }]);
    expect([await rights(id), await rights(other.user.id)]).toEqual([
      ['user', 9],
      ['user', 3],
    ]);

    await setRules([
      { group: 'Others', role: 'admin' },
      { group: 'Nobody', quota: 1 },
    ]);
    expect([await rights(id), await rights(other.user.id), await rights(admin.user.id)]).toEqual([
      ['user', 3],
      ['user', 3],
      ['admin', 3],
    ]);
    await service.stop();
  });

  it('leave alone who is not of the directory, though they stand in a group', async () => {
    const { service, directory, rights } = await startWithRules([{ group: 'Admins', role: 'admin' }]);
    const { user } = await service.givenCaller({ role: 'admin' });
    const { id } = await directory.givenGroup({ displayName: 'Admins' });
    await service.to.directory.changeMembers(id, [user.id], []);

    await directory.send('DELETE', `/Groups/${id}`);

    expect(await rights(user.id)).toEqual(['admin', 3]);
    await service.stop();
  });

  it('know a group by another name from when it is renamed', async () => {
    const { service, directory, rights } = await startWithRules([{ group: 'Heavy', quota: 9 }]);
    const { id } = await directory.givenUser();
    const group = await directory.givenGroup({ displayName: 'Light', members: [{ value: id }] });
    const rename = (displayName: string) =>
      directory.patch(`/Groups/${group.id}`, [{ op: 'replace', value: { displayName } }]);

    await rename('Heavy');
    expect(await rights(id)).toEqual(['user', 9]);
    await rename('heavy');
    expect(await rights(id)).toEqual(['user', 3]);
    await service.stop();
  });

  it('leave the last administrator one, and give them the machines', async () => {
    const { service, admin, directory, rights } = await startWithRules([{ group: 'Admins', role: 'admin', quota: 7 }]);
    const { id } = await directory.givenUser();
    const group = await directory.givenGroup({ displayName: 'Admins', members: [{ value: id }] });
    const entry = { event: { action: 'user-updated' as const }, at: new Date() };
    const user = await service.to.users.get(id);
    if (user === undefined) throw new Error('There is no such user');
    await service.to.accounts.setPassword(user, { hash: 'a hash' }, undefined, entry);
    await service.to.accounts.update(admin.user, { role: 'user' }, undefined, entry);

    await directory.send('DELETE', `/Groups/${group.id}`);

    expect(await rights(id)).toEqual(['admin', 3]);
    await service.stop();
  });

  it('are followed after an interruption by whoever starts next', async () => {
    const { service, directory, rights } = await startWithRules([{ group: 'Heavy', quota: 9 }]);
    const { id } = await directory.givenUser();
    const { id: group } = await directory.givenGroup({ displayName: 'Heavy' });
    // As far as a request comes that ends between the two.
    await service.to.directory.changeMembers(group, [id], []);
    await service.to.directorySettings.setPending('interrupted');
    expect(await rights(id)).toEqual(['user', 3]);

    service.parts.rightsPass.start();
    await service.parts.rightsPass.idle();

    expect(await rights(id)).toEqual(['user', 9]);
    expect((await service.to.directorySettings.rules()).pending.size).toBe(0);
    await service.stop();
  });
});
