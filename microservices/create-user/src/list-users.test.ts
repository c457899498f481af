import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { countUsers, listUsers } from '@cloudapp/contracts/user';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin', name: 'Zenobia' });
  await service.givenCaller({ name: 'Away for long', lastSignInAt: daysAgo(91).toISOString() }, undefined, 91 * 1440);
  await service.givenCaller({ name: 'Away', lastSignInAt: daysAgo(31).toISOString() }, undefined, 31 * 1440);
  await givenUser(service.to, { name: 'Disabled one', status: 'disabled' });
  await service.request('POST', '/users', { as: admin, body: { email: 'new@example.org', name: 'New' } });
});
afterAll(() => service.stop());

const get = (path: string) => service.request('GET', path, { as: admin });

async function namesBy(query: string): Promise<string[]> {
  const { items } = listUsers.response.parse(await (await get(`/users?${query}`)).json());
  return items.map(({ name }) => name);
}

async function countBy(query: string) {
  return countUsers.response.parse(await (await get(`/users/count?${query}`)).json());
}

describe('the list of users', () => {
  it.each([
    ['status=waiting', ['New']],
    ['status=disabled', ['Disabled one']],
    ['role=admin', ['Zenobia']],
    ['lastSignIn=never', ['New', 'Disabled one']],
    ['lastSignIn=over-30-days', ['Away', 'Away for long']],
    ['lastSignIn=over-90-days', ['Away for long']],
    ['status=active&sort=name', ['Away', 'Away for long', 'Zenobia']],
    ['status=active&sort=-name&lastSignIn=over-30-days', ['Away for long', 'Away']],
    ['search=away&status=disabled', []],
  ])('narrowed down by %s has who matches, and says how many', async (query, names) => {
    const filter = new URLSearchParams(query);
    filter.delete('sort');

    expect(await namesBy(query)).toEqual(names);
    expect(await countBy(filter.toString())).toEqual({ count: names.length, complete: true });
  });

  it('says how many there are without looking at them, from what is counted', async () => {
    await countedStatistics(service.tables.database);

    expect(await countBy('')).toEqual({ count: 5, complete: true });
  });

  it.each(['/users?sort=quota', '/users?status=locked', '/users/count?limit=2', '/users/count?lastSignIn=30'])(
    'refuses %s',
    async (path) => {
      expect((await get(path)).status).toBe(400);
    },
  );
});

describe('somebody whose e-mails come back', () => {
  it('is seen in the list, and nobody else', async () => {
    const { user } = await service.givenCaller({ name: 'Bounced' });
    const addresses = new MailAddressRepository(service.tables.database);
    await addresses.shun({ email: user.email, trouble: 'bounced', since: new Date().toISOString() });
    await addresses.shun({ email: user.email, trouble: 'complained', since: new Date().toISOString() });

    const { items } = listUsers.response.parse(await (await get('/users?search=@')).json());

    expect(items.filter(({ mailTrouble }) => mailTrouble !== undefined)).toMatchObject([
      { id: user.id, mailTrouble: 'bounced' },
    ]);
  });

  it('is seen in every answer about them alone, and by themselves', async () => {
    const person = await service.givenCaller({ name: 'Complained' });
    const { id, email } = person.user;
    const addresses = new MailAddressRepository(service.tables.database);
    await addresses.shun({ email, trouble: 'complained', since: new Date().toISOString() });
    const edit = (body: object) => service.request('PATCH', `/users/${id}`, { as: admin, body });
    const change = { ids: [id], change: { action: 'set-quota', quota: 9 } };

    const answers = [
      await get(`/users/${id}`),
      await edit({ quota: 7 }),
      await edit({ quota: 7 }),
      await service.request('GET', '/me', { as: person }),
    ];
    const changed = await service.request('POST', '/users/changes', { as: admin, body: change });

    for (const answer of answers) expect(await answer.json()).toMatchObject({ id, mailTrouble: 'complained' });
    expect(await changed.json()).toMatchObject({ results: [{ user: { id, mailTrouble: 'complained' } }] });
  });

  it('is seen as soon as somebody is created under such an address', async () => {
    const addresses = new MailAddressRepository(service.tables.database);
    await addresses.shun({ email: 'back@example.org', trouble: 'bounced', since: new Date().toISOString() });

    const body = { email: 'Back@Example.org', name: 'Back' };
    const answer = await service.request('POST', '/users', { as: admin, body });

    expect(await answer.json()).toMatchObject({ user: { mailTrouble: 'bounced' } });
  });
});
