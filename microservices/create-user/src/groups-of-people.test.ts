import { createUser, getUser, listUsers } from '@cloudapp/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scimClient, someEmail } from './testing/scim-client.ts';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const asAdmin = (method: string, path: string, body?: unknown) => service.request(method, path, { as: admin, body });
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

async function given(belongs: { readonly group?: string; readonly costCentre?: string } = {}) {
  const answer = await asAdmin('POST', '/users', { email: someEmail(), name: 'Ada', ...belongs });
  return createUser.response.parse(await answer.json()).user;
}
const shown = async (id: string) => getUser.response.parse(await (await asAdmin('GET', `/users/${id}`)).json());

describe('the group and the cost centre of a person', () => {
  it('are given with the account, changed and taken away, and each is in the log', async () => {
    const { id } = await given({ group: ' Simulation ', costCentre: '4711-A' });
    expect(await shown(id)).toMatchObject({ group: 'Simulation', costCentre: '4711-A' });

    const changed = await asAdmin('PATCH', `/users/${id}`, { group: null, costCentre: 'R.D' });

    expect(changed.status).toBe(200);
    const after = await shown(id);
    expect(after).toMatchObject({ costCentre: 'R.D' });
    expect(after).not.toHaveProperty('group');
    const { items } = await service.to.audit.listOf('by-subject', id, { limit: 5 });
    expect(items.map(({ detail }) => detail)).toContain('group: Simulation → none; cost centre: 4711-A → R.D');
  });

  it.each([
    { group: '' },
    { group: 'x'.repeat(65) },
    { group: 'a\u0007b' },
    { group: 'ad\u200Bmin' },
    { costCentre: '' },
    { costCentre: 'x'.repeat(33) },
    { costCentre: 'Größe' },
    { costCentre: '47/11' },
    { costCentre: '=1+1' },
  ])('are refused where they are none: %j', async (belongs) => {
    const { id } = await given();

    expect((await asAdmin('PATCH', `/users/${id}`, belongs)).status).toBe(400);
    expect((await asAdmin('POST', '/users', { email: someEmail(), name: 'Ada', ...belongs })).status).toBe(400);
    expect(await shown(id)).not.toHaveProperty('group');
  });

  it('are for administrators to change', async () => {
    const somebody = await service.givenCaller();
    const { id } = somebody.user;

    const answer = await service.request('PATCH', `/users/${id}`, { as: somebody, body: { group: 'Simulation' } });

    expect(answer.status).toBe(403);
    expect(await shown(id)).not.toHaveProperty('group');
  });

  it('find the people of a group', async () => {
    const { id } = await given({ group: 'Wärmelehre' });
    await given({ group: 'Wärmelehre II' });

    const found = await asAdmin('GET', `/users?group=${encodeURIComponent('WARMELEHRE')}`);

    expect(listUsers.response.parse(await found.json()).items.map((user) => user.id)).toEqual([id]);
  });
});

describe('a directory', () => {
  it('says the group and the cost centre of a person, changes them and takes them away', async () => {
    const directory = await scimClient(service);
    const body = {
      userName: someEmail(),
      [enterprise]: { department: 'Simulation', costCenter: '4711', manager: 'x' },
    };
    const created = await directory.send('POST', '/Users', { body });
    const { id } = (await created.json()) as { id: string };
    expect(created.status).toBe(201);
    expect(await shown(id)).toMatchObject({ group: 'Simulation', costCentre: '4711' });

    await directory.patch(`/Users/${id}`, [{ op: 'replace', value: { [enterprise]: { department: 'Acoustics' } } }]);
    expect(await shown(id)).toMatchObject({ group: 'Acoustics', costCentre: '4711' });

    await directory.patch(`/Users/${id}`, [{ op: 'remove', path: `${enterprise}:costCenter` }]);
    expect(await shown(id)).not.toHaveProperty('costCentre');
  });

  it('leaves what an administrator has said until it has another word', async () => {
    const directory = await scimClient(service);
    const body = { userName: someEmail(), [enterprise]: { department: 'Simulation' } };
    const { id } = (await (await directory.send('POST', '/Users', { body })).json()) as { id: string };
    await asAdmin('PATCH', `/users/${id}`, { group: 'Board' });

    await directory.send('PUT', `/Users/${id}`, { body: { ...body, displayName: 'Ada King' } });
    expect(await shown(id)).toMatchObject({ name: 'Ada King', group: 'Board' });

    await directory.send('PUT', `/Users/${id}`, { body: { ...body, [enterprise]: { department: 'Acoustics' } } });
    expect(await shown(id)).toMatchObject({ group: 'Acoustics' });
  });

  it.each([{ department: { odd: 1 } }, { department: 'x'.repeat(300) }, { department: '', costCenter: '47/11' }])(
    'has an account for whom it says odd things of: %j',
    async (said) => {
      const directory = await scimClient(service);
      const created = await directory.send('POST', '/Users', { body: { userName: someEmail(), [enterprise]: said } });
      const { id } = (await created.json()) as { id: string };

      expect(created.status).toBe(201);
      const person = await shown(id);
      expect(person).not.toHaveProperty('group');
      expect(person).not.toHaveProperty('costCentre');
    },
  );
});
