import { hoursRoutes } from '@cloudapp/contracts/hours-routes';
import { instanceSchema } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

/** A Monday, ten in the morning in Berlin. */
const now = new Date('2026-03-02T09:00:00.000Z');

let service: TestService;
let owner: Caller;

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  owner = await givenCaller();
});
afterAll(() => service.stop());

const givenCaller = async (role: 'user' | 'admin' = 'user') => await service.givenCaller({ role });
const office = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  daysOff: [],
};
const given = async (state: InstanceState = 'stopped') =>
  (await service.givenMachine(owner.user, state, { createdAt: '2026-03-01T08:00:00.000Z' })).instanceId;
const set = async (id: string, changes: object = {}, as = owner) =>
  await service.request('PUT', `/instances/${id}/hours`, { as, body: { ...office, ...changes } });
const remove = async (id: string, as = owner) => await service.request('DELETE', `/instances/${id}/hours`, { as });
const hoursIn = async (response: Response) => instanceSchema.parse(await response.json()).hours;
const read = async (id: string) => await hoursIn(await service.request('GET', `/instances/${id}`, { as: owner }));

describe('hours that are set', () => {
  it('are told with the machine, and what comes of them next', async () => {
    const id = await given();

    const response = await set(id);

    expect(response.status).toBe(200);
    const told = { ...office, startsAt: '2026-03-03T08:00:00.000Z' };
    expect(await hoursIn(response)).toEqual(told);
    expect(await read(id)).toEqual(told);
  });

  it('tell when a machine that runs is stopped', async () => {
    const { instanceId: id } = await service.givenMachine(owner.user, 'ready', {
      createdAt: '2026-03-01T08:00:00.000Z',
      leaseEndsAt: '2026-03-09T08:00:00.000Z',
    });

    expect(await hoursIn(await set(id))).toMatchObject({
      stopsAt: '2026-03-02T17:00:00.000Z',
      startsAt: '2026-03-03T08:00:00.000Z',
    });
  });

  it('leave out days off and public holidays', async () => {
    const id = await given();
    const daysOff = [{ from: '2026-03-03', to: '2026-04-30' }];

    // May 1st is a holiday, a Friday.
    const hours = await hoursIn(await set(id, { daysOff, holidays: { country: 'DE', region: 'BE' } }));

    expect(hours).toMatchObject({ startsAt: '2026-05-04T07:00:00.000Z', holidays: { country: 'DE', region: 'BE' } });
  });

  it('are in the machine’s history and in the audit log', async () => {
    const id = await given();

    await set(id, { holidays: { country: 'DE' } });

    const detail = 'Mon–Fri 9:00–18:00 (Europe/Berlin), not started on public holidays (DE)';
    const { items } = (await (await service.request('GET', `/instances/${id}/activity`, { as: owner })).json()) as {
      items: object[];
    };
    expect(items).toMatchObject([{ text: `Hours: ${detail}`, actor: { id: owner.user.id } }]);
    const { items: events } = await service.to.audit.listOf('by-subject', id, { limit: 9 });
    expect(events).toMatchObject([{ action: 'machine-hours-set', detail, actor: { id: owner.user.id } }]);
  });

  it('sent again change nothing', async () => {
    const id = await given();
    await set(id, { holidays: { country: 'DE' } });
    const first = await service.machines.instances.get(id);

    expect((await set(id, { holidays: { country: 'DE' } })).status).toBe(200);

    expect(await service.machines.instances.get(id)).toEqual(first);
  });

  it.each([
    ['windows that overlap', { windows: [...office.windows, ...office.windows] }, '/windows'],
    ['a zone that is none', { zone: 'Mars/Olympus' }, '/zone'],
    ['a country that is none', { holidays: { country: 'XX' } }, '/holidays'],
    ['a region that the country does not have', { holidays: { country: 'DE', region: 'ZZ' } }, '/holidays'],
    ['something that nobody asked for', { name: 'Mine' }, '/name'],
  ])('with %s are refused', async (_, changes, pointer) => {
    const id = await given();

    const response = await set(id, changes);

    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).errors?.[0]?.pointer).toBe(pointer);
    expect(await read(id)).toBeUndefined();
  });

  it.each(['failed', 'terminating', 'terminated'] as const)('of a machine that is %s are refused', async (state) => {
    const id = await given(state);

    expect([(await set(id)).status, (await remove(id)).status]).toEqual([409, 409]);
    expect(await read(id)).toBeUndefined();
  });
});

describe('hours that are removed', () => {
  it('are gone, once for all', async () => {
    const id = await given();
    await set(id);

    const answers = [await remove(id), await remove(id)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await read(id)).toBeUndefined();
    const { items } = await service.to.audit.listOf('by-subject', id, { limit: 9 });
    expect(items.map(({ action }) => action).sort()).toEqual(['machine-hours-removed', 'machine-hours-set']);
  });
});

describe('who may set and remove hours', () => {
  it('is an administrator, too', async () => {
    const [id, admin] = [await given(), await givenCaller('admin')];

    expect((await set(id, {}, admin)).status).toBe(200);
    expect((await remove(id, admin)).status).toBe(200);
  });

  it('is nobody else, who is not told that the machine is there', async () => {
    const [id, stranger] = [await given(), await givenCaller()];
    await set(id);
    const before = await service.machines.instances.get(id);

    expect((await set(id, { zone: 'UTC' }, stranger)).status).toBe(404);
    expect((await set(id, { holidays: { country: 'XX' } }, stranger)).status).toBe(404);
    expect((await remove(id, stranger)).status).toBe(404);
    expect(await service.machines.instances.get(id)).toEqual(before);
  });
});

it('the countries whose holidays are known are told to whoever is signed in', async () => {
  const response = await service.request('GET', '/holiday-countries', { as: owner });

  const { items } = hoursRoutes.listHolidayCountries.response.parse(await response.json());
  expect(items.find(({ country }) => country === 'DE')?.regions).toContainEqual({ region: 'BE', name: 'Berlin' });
});
