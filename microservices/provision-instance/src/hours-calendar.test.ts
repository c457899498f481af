import { maxCalendarBytes } from '@cloudapp/contracts/hours-routes';
import { instanceSchema } from '@cloudapp/contracts/instance';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarOf, eventOf, likeGoogle, likeOutlook } from '@cloudapp/machines/testing/calendars';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

/** A Monday, ten in the evening in Berlin. */
const now = new Date('2026-03-02T21:00:00.000Z');
const office = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  daysOff: [],
};

let service: TestService;
let owner: Caller;

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  owner = await service.givenCaller();
});
afterAll(() => service.stop());

async function given(hours: object | 'none' = office): Promise<string> {
  const { instanceId } = await service.givenMachine(owner.user, 'stopped', { createdAt: '2026-03-01T08:00:00.000Z' });
  if (hours !== 'none') await setHours(instanceId, hours);
  return instanceId;
}
const setHours = async (id: string, body: object) =>
  await service.request('PUT', `/instances/${id}/hours`, { as: owner, body });
const place = (id: string) => `/instances/${id}/hours/calendar`;
const put = async (id: string, bytes: Buffer, as = owner) =>
  await service.request('PUT', place(id), { as, body: { fileName: 'off.ics', file: bytes.toString('base64') } });
const remove = async (id: string, as = owner) => await service.request('DELETE', place(id), { as });
const hoursIn = async (response: Response) => instanceSchema.parse(await response.json()).hours;
const stored = async (id: string) => (await service.machines.instances.get(id))?.hours;

describe('a calendar', () => {
  it('has a machine not started on its days, and is told by name and number', async () => {
    const id = await given({ ...office, daysOff: [{ from: '2026-03-02', to: '2026-12-23' }] });

    const hours = await hoursIn(await put(id, likeOutlook));

    // From Christmas Eve to New Year's Day, a Friday.
    expect(hours).toMatchObject({
      calendar: { name: 'Betriebsferien', days: 9, lastDay: '2027-01-01' },
      startsAt: '2027-01-04T08:00:00.000Z',
    });
    expect(await stored(id)).toMatchObject({
      calendar: { name: 'Betriebsferien', daysOff: [{ from: '2026-12-24', to: '2027-01-01' }] },
    });
    const { items } = await service.to.audit.listOf('by-subject', id, { limit: 9 });
    const detail =
      'Mon–Fri 9:00–18:00 (Europe/Berlin), not started on the days of “Betriebsferien”, 2026-03-02 to 2026-12-23';
    expect(items).toContainEqual(expect.objectContaining({ action: 'machine-hours-set', detail }));
  });

  it('is read by the day where the machine is meant', async () => {
    const id = await given({ ...office, zone: 'Pacific/Auckland' });

    await put(id, calendarOf(...eventOf('20260302'), ...eventOf('20270101')));

    expect(await stored(id)).toMatchObject({ calendar: { daysOff: [{ from: '2027-01-01' }] } });
  });

  it('stays when other hours are set, takes the place of one before, and is removed alone', async () => {
    const id = await given();
    await put(id, likeOutlook);
    await put(id, likeGoogle);
    await setHours(id, { ...office, zone: 'UTC', holidays: { country: 'DE' } });

    expect(await stored(id)).toMatchObject({
      zone: 'UTC',
      holidays: { country: 'DE' },
      calendar: { name: 'Feiertage in Deutschland' },
    });
    expect(await hoursIn(await remove(id))).not.toHaveProperty('calendar');
    expect(await stored(id)).toMatchObject({ zone: 'UTC', holidays: { country: 'DE' } });
  });

  it('sent again changes nothing, nor does its removal', async () => {
    const id = await given();
    await put(id, likeGoogle);
    const first = await stored(id);
    expect((await put(id, likeGoogle)).status).toBe(200);
    expect(await stored(id)).toEqual(first);

    await remove(id);
    const removed = await stored(id);
    expect((await remove(id)).status).toBe(200);
    expect(await stored(id)).toEqual(removed);
  });

  it.each([
    ['that cannot be read', Buffer.from('BEGIN:VCALENDAR'), 'is no calendar that can be read'],
    [
      'of a billion repeats',
      calendarOf(...eventOf('20260101', 'RRULE:FREQ=DAILY;COUNT=1000000000')),
      'repeats an event more than 400 times',
    ],
    ['that is too large', Buffer.alloc(maxCalendarBytes + 3, 'A'), 'must be at most 256 KB'],
  ])('%s is refused with the reason', async (_, bytes, detail) => {
    const id = await given();
    const before = await stored(id);

    const response = await put(id, bytes);

    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).errors).toEqual([{ pointer: '/file', detail }]);
    expect(await stored(id)).toEqual(before);
  });

  it('is for machines that have hours, and are not at their end', async () => {
    const [without, ended] = [await given('none'), (await service.givenMachine(owner.user, 'terminated')).instanceId];

    expect([(await put(without, likeGoogle)).status, (await put(ended, likeGoogle)).status]).toEqual([409, 409]);
  });

  it('is for owner and administrators; to others there is no machine', async () => {
    const id = await given();
    const [admin, stranger] = [await service.givenCaller({ role: 'admin' }), await service.givenCaller()];
    const before = await stored(id);

    expect([(await put(id, likeGoogle, stranger)).status, (await remove(id, stranger)).status]).toEqual([404, 404]);
    expect((await put(id, Buffer.from('none'), stranger)).status).toBe(404);
    expect(await stored(id)).toEqual(before);
    expect([(await put(id, likeGoogle, admin)).status, (await remove(id, admin)).status]).toEqual([200, 200]);
  });
});
