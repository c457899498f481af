import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const asAdmin = (method: string, path: string, body: unknown) => service.request(method, path, { as: admin, body });

describe('disabling a user', () => {
  it('orders that their machines stop, once, by whoever disabled first', async () => {
    const { user } = await service.givenCaller();
    const disable = async () => await asAdmin('PATCH', `/users/${user.id}`, { status: 'disabled' });

    const statuses = [(await disable()).status, (await disable()).status];

    expect(statuses).toEqual([200, 200]);
    const stored = await service.to.users.get(user.id);
    expect(stored).toMatchObject({
      version: user.version + 1,
      disabling: { by: { id: admin.user.id }, stopsMachines: true },
    });
  });

  it('leaves their machines on where that is asked for', async () => {
    const { user } = await service.givenCaller();

    await asAdmin('PATCH', `/users/${user.id}`, { status: 'disabled', stopMachines: false });

    expect(await service.to.users.get(user.id)).toMatchObject({ disabling: { stopsMachines: false } });
  });

  it('is told once, also where their machines are stopped only afterwards', async () => {
    const { user } = await service.givenCaller();
    const disable = (stopMachines: boolean) =>
      asAdmin('PATCH', `/users/${user.id}`, { status: 'disabled', stopMachines });

    for (const stopMachines of [false, false, true, true]) expect((await disable(stopMachines)).status).toBe(200);

    const { items } = await service.to.audit.listOf('by-subject', user.id, { limit: 9 });
    expect(items.map(({ action, detail }) => [action, detail])).toEqual([
      ['user-updated', 'machines: stop'],
      ['user-disabled', 'status: active → disabled; machines: keep running'],
    ]);
    expect(await service.to.users.get(user.id)).toMatchObject({ disabling: { stopsMachines: true } });
  });

  it('is told once where several do it at the same time', async () => {
    const { user } = await service.givenCaller();

    await Promise.all([1, 2, 3].map(() => asAdmin('PATCH', `/users/${user.id}`, { status: 'disabled' })));

    const { items } = await service.to.audit.listOf('by-subject', user.id, { limit: 9 });
    expect(items.map(({ action }) => action)).toEqual(['user-disabled']);
  });

  it('is the only change that can be about machines', async () => {
    const { user } = await service.givenCaller();

    const response = await asAdmin('PATCH', `/users/${user.id}`, { name: 'Other', stopMachines: true });

    expect(response.status).toBe(400);
    expect(await service.to.users.get(user.id)).toMatchObject({ name: user.name });
  });
});
