import { currentSessionSchema, profileSchema } from '@cloudapp/contracts/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const patch = (as: Caller, body: object) => service.request('PATCH', '/me', { as, body });
const zoneOf = async (as: Caller) =>
  profileSchema.parse(await (await service.request('GET', '/me', { as })).json()).timeZone;

describe('the time zone of somebody', () => {
  it('is none at first, and the one that they set from then on, for them alone', async () => {
    const [person, other] = [await service.givenCaller(), await service.givenCaller()];
    expect(await zoneOf(person)).toBeUndefined();

    const answer = await patch(person, { timeZone: 'Europe/Vienna' });

    expect(await answer.json()).toMatchObject({ id: person.user.id, timeZone: 'Europe/Vienna' });
    expect(await zoneOf(person)).toBe('Europe/Vienna');
    expect(await zoneOf(other)).toBeUndefined();
    await patch(person, { timeZone: 'Asia/Tokyo' });
    expect(await zoneOf(person)).toBe('Asia/Tokyo');
  });

  it('is told with the session, so that a browser knows whether there is one', async () => {
    const person = await service.givenCaller({ timeZone: 'Europe/Vienna' });

    const { user } = currentSessionSchema.parse(
      await (await service.request('GET', '/session', { as: person })).json(),
    );

    expect(user.timeZone).toBe('Europe/Vienna');
  });

  it('stays where only the name changes, and the name where only it does', async () => {
    const person = await service.givenCaller({ name: 'Ada' });

    await patch(person, { timeZone: 'Europe/Vienna' });
    const answer = await patch(person, { name: 'Ada King' });

    expect(await answer.json()).toMatchObject({ name: 'Ada King', timeZone: 'Europe/Vienna' });
  });

  it('overtakes no edit that is on its way, and is in no log', async () => {
    const { user, ...caller } = await service.givenCaller();

    await patch({ user, ...caller }, { timeZone: 'Europe/Vienna' });

    expect(await service.to.users.get(user.id)).toMatchObject({ version: user.version, timeZone: 'Europe/Vienna' });
    const { items } = await service.to.audit.listOf('by-subject', user.id, { limit: 5 });
    expect(items).toEqual([]);
  });

  it.each([{}, { timeZone: 'Mars/Olympus' }, { timeZone: '+01:00' }, { timeZone: null }, { timeZone: '' }])(
    'is not %j',
    async (body) => {
      const person = await service.givenCaller();

      expect((await patch(person, body)).status).toBe(400);
      expect(await zoneOf(person)).toBeUndefined();
    },
  );

  it('is not for others to see', async () => {
    const person = await service.givenCaller({ timeZone: 'Europe/Vienna' });
    const admin = await service.givenCaller({ role: 'admin' });

    const answer = await service.request('GET', `/users/${person.user.id}`, { as: admin });

    expect(await answer.text()).not.toContain('Vienna');
  });
});
