import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scimClient, someEmail, told, type ScimClient } from './testing/scim-client.ts';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let directory: ScimClient;

beforeAll(async () => {
  service = await startTestService();
  directory = await scimClient(service);
});
afterAll(() => service.stop());

const user = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group';

// https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
describe('Entra ID', () => {
  it('tests its connection with a user who cannot be there', async () => {
    const answer = await directory.get('/Users?filter=userName%20eq%20%22non-existing%40example.org%22');

    expect(answer).toMatchObject({ totalResults: 0, Resources: [] });
  });

  it('creates, changes, disables and removes a person', async () => {
    const userName = someEmail();
    const body = {
      schemas: [user, enterprise],
      ...{ externalId: someEmail(), userName, active: true, displayName: 'Test User' },
      emails: [{ primary: true, type: 'work', value: 'other@example.org' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'given family', familyName: 'family', givenName: 'given' },
      roles: [],
      [enterprise]: { department: 'Sales' },
    };
    const created = await directory.send('POST', '/Users', { body });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };

    const changed = await directory.patch(`/Users/${id}`, [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updated@example.org' },
      { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
      { op: 'Add', path: `${enterprise}:department`, value: 'Marketing' },
      { op: 'Add', path: 'addresses[type eq "work"].country', value: 'NL' },
      { op: 'Add', value: { 'name.givenName': 'updatedGivenName', [`${enterprise}:manager`]: 'x', title: 'Dr' } },
    ]);
    expect(await changed.json()).toMatchObject({
      ...{ id, userName, emails: [{ value: userName }] },
      name: { familyName: 'updatedFamilyName', givenName: 'updatedGivenName', formatted: 'given family' },
      schemas: [user, enterprise],
      [enterprise]: { department: 'Marketing' },
    });

    const disable = await directory.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'False' }]);
    expect(await disable.json()).toMatchObject({ active: false });
    const enable = await directory.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'True' }]);
    expect(await enable.json()).toMatchObject({ active: true });
    expect(await told(directory.send('DELETE', `/Users/${id}`))).toEqual([204]);
  });

  it('keeps a group, one member at a time', async () => {
    const [one, two] = [await directory.givenUser(), await directory.givenUser()];
    const body = {
      schemas: [group, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      ...{ externalId: someEmail(), displayName: `Entra ${someEmail()}`, meta: { resourceType: 'Group' } },
    };
    const created = await directory.send('POST', '/Groups', { body });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    const lookUp = `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`displayName eq "${body.displayName}"`)}`;
    expect(await directory.get(lookUp)).toMatchObject({ totalResults: 1, Resources: [{ id }] });

    for (const { id: value } of [one, two]) {
      const add = { op: 'Add', path: 'members', value: [{ $ref: null, value }] };
      expect(await told(directory.patch(`/Groups/${id}`, [add]))).toEqual([204]);
    }
    const remove = { op: 'Remove', path: 'members', value: [{ $ref: null, value: one.id }] };
    expect(await told(directory.patch(`/Groups/${id}`, [remove]))).toEqual([204]);

    expect((await directory.group(`/Groups/${id}`)).members?.map(({ value }) => value)).toEqual([two.id]);
  });
});

// https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20/
describe('Okta', () => {
  it('looks a person up, creates, replaces, deactivates and reactivates them', async () => {
    const userName = someEmail();
    const lookUp = `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}&startIndex=1&count=100`;
    expect(await directory.get(lookUp)).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0 });
    const body = {
      ...{ schemas: [user], userName, externalId: someEmail(), displayName: 'Test User', locale: 'en-US' },
      name: { givenName: 'Test', familyName: 'User' },
      emails: [{ primary: true, value: userName, type: 'work' }],
      ...{ groups: [], password: '1mz050nq', active: true },
    };
    const created = await directory.send('POST', '/Users', { body });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    expect(await directory.get(lookUp)).toMatchObject({ totalResults: 1, Resources: [{ id }] });

    const replaced = { ...(await directory.get(`/Users/${id}`)), name: { givenName: 'Another', familyName: 'User' } };
    const put = await directory.send('PUT', `/Users/${id}`, { body: { ...replaced, displayName: 'Another User' } });
    expect(await put.json()).toMatchObject({ id, displayName: 'Another User', active: true });

    const off = await directory.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    expect(await off.json()).toMatchObject({ active: false });
    const on = await directory.patch(`/Users/${id}`, [{ op: 'replace', value: { active: true } }]);
    expect(await on.json()).toMatchObject({ active: true });
  });

  it('pushes a group, renames it and changes who is in it', async () => {
    const [one, two] = [await directory.givenUser(), await directory.givenUser()];
    const displayName = `Okta ${someEmail()}`;
    const created = await directory.send('POST', '/Groups', {
      body: { schemas: [group], displayName, members: [{ value: one.id, display: 'one' }] },
    });
    const { id } = (await created.json()) as { id: string };

    const rename = { op: 'replace', value: { id, displayName: `${displayName} renamed` } };
    expect(await told(directory.patch(`/Groups/${id}`, [rename]))).toEqual([204]);
    const changes = [
      { op: 'remove', path: `members[value eq "${one.id}"]` },
      { op: 'add', path: 'members', value: [{ value: two.id, display: 'two' }] },
    ];
    expect(await told(directory.patch(`/Groups/${id}`, changes))).toEqual([204]);

    expect(await directory.group(`/Groups/${id}`)).toMatchObject({
      displayName: `${displayName} renamed`,
      members: [{ value: two.id }],
    });
  });
});

describe('what is offered', () => {
  it('is described, and what is not is said not to be', async () => {
    const config = await directory.get('/ServiceProviderConfig');
    expect(config).toMatchObject({
      ...{ patch: { supported: true }, filter: { supported: true }, etag: { supported: true } },
      ...{ bulk: { supported: false }, sort: { supported: false }, changePassword: { supported: false } },
    });
    expect(await told(directory.send('GET', '/Me'))).toEqual([501]);
    expect(await told(directory.send('POST', '/Bulk'))).toEqual([501]);
    expect(await told(directory.send('POST', '/.search'))).toEqual([501]);
    expect(await told(directory.send('GET', '/Nothing'))).toEqual([404]);
    expect(await told(directory.send('PUT', '/Users'))).toEqual([405]);
  });

  it('is plain JSON as well, and nothing else', async () => {
    const post = (type: string) =>
      told(directory.send('POST', '/Users', { body: { userName: someEmail() }, headers: { 'Content-Type': type } }));

    expect(await post('application/json')).toEqual([201]);
    expect(await post('text/plain')).toEqual([415]);
    expect(await post('application/scim+json; charset=utf-16')).toEqual([415]);
  });
});
