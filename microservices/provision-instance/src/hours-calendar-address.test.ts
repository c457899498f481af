import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { maxCalendarBytes } from '@cloudapp/contracts/hours-routes';
import { instanceSchema } from '@cloudapp/contracts/instance';
import { problemSchema } from '@cloudapp/contracts/problem';
import { calendarOf, eventOf, likeGoogle, likeOutlook } from '@cloudapp/machines/testing/calendars';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

/** A Monday, ten in the evening in Berlin. */
const now = new Date('2026-03-02T21:00:00.000Z');
const office = { zone: 'Europe/Berlin', windows: [{ days: ['mon'], from: '09:00', to: '18:00' }], daysOff: [] };
const bomb = calendarOf(...eventOf('20260101', 'RRULE:FREQ=DAILY;COUNT=1000000000'));
const latin1 = Buffer.concat([calendarOf(...eventOf('20261224')), Buffer.from([0xfc])]);
/** What the site on this computer gives. */
const gives: Readonly<Record<string, Buffer>> = {
  '/private-key/google.ics': likeGoogle,
  '/outlook.ics': likeOutlook,
  '/page': Buffer.from('<!doctype html><title>Sign in</title>'),
  '/latin1.ics': latin1,
  '/bomb.ics': bomb,
  '/huge.ics': Buffer.alloc(maxCalendarBytes + 1, 'A'),
};

let service: TestService;
let owner: Caller;
let site: string;
const asked: string[] = [];
const server = createServer(({ url = '' }, response) => {
  asked.push(url);
  if (url === '/inside') response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data/' }).end();
  else if (gives[url] === undefined) response.writeHead(404).end();
  else response.end(gives[url]);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  service = await startTestService({ clock: () => now, origin: 'http://cloudapp.example' });
  owner = await service.givenCaller();
});
afterAll(async () => {
  await service.stop();
  server.close();
  server.closeAllConnections();
});

async function given(as: Caller = owner): Promise<string> {
  const { instanceId } = await service.givenMachine(as.user, 'stopped', { createdAt: '2026-03-01T08:00:00.000Z' });
  await service.request('PUT', `/instances/${instanceId}/hours`, { as, body: office });
  return instanceId;
}
const follow = async (id: string, path: string, as = owner) =>
  await service.request('PUT', `/instances/${id}/hours/calendar-address`, { as, body: { address: site + path } });
const stored = async (id: string) => (await service.machines.instances.get(id))?.hours;

describe('the calendar at an address', () => {
  it('has a machine not started on its days, and is told by name and host, never by its whole address', async () => {
    const id = await given();

    const response = await follow(id, '/private-key/google.ics');

    const answer: unknown = await response.json();
    const { host } = new URL(site);
    expect(instanceSchema.parse(answer).hours?.calendar).toEqual({
      name: 'Feiertage in Deutschland',
      days: 2,
      lastDay: '2027-12-25',
      source: { host, fetchedAt: now.toISOString() },
    });
    expect((await stored(id))?.calendar?.source).toEqual({
      address: `${site}/private-key/google.ics`,
      fetchedAt: now.toISOString(),
    });
    const { items } = await service.to.audit.listOf('by-subject', id, { limit: 9 });
    expect(items.map(({ action }) => action)).toContain('machine-hours-set');
    expect(JSON.stringify([answer, items])).not.toContain('private-key');
  });

  it('stays when other hours are set; a file takes its place, and it that of a file', async () => {
    const id = await given();
    await follow(id, '/outlook.ics');
    await service.request('PUT', `/instances/${id}/hours`, { as: owner, body: { ...office, zone: 'UTC' } });
    expect((await stored(id))?.calendar?.source?.address).toBe(`${site}/outlook.ics`);

    const body = { fileName: 'off.ics', file: likeGoogle.toString('base64') };
    await service.request('PUT', `/instances/${id}/hours/calendar`, { as: owner, body });
    expect((await stored(id))?.calendar).not.toHaveProperty('source');

    await follow(id, '/outlook.ics');
    expect(await stored(id)).toMatchObject({ zone: 'UTC', calendar: { name: 'Betriebsferien' } });
    await service.request('DELETE', `/instances/${id}/hours/calendar`, { as: owner });
    expect(await stored(id)).not.toHaveProperty('calendar');
  });

  it.each([
    ['that is a page', '/page', 'is no calendar that can be read'],
    ['that is not UTF-8', '/latin1.ics', 'is no text in UTF-8'],
    ['of a billion repeats', '/bomb.ics', 'repeats an event more than 400 times'],
    ['that is too large', '/huge.ics', 'cannot be fetched: It has more than 256 KB'],
    ['that is not there', '/none', 'cannot be fetched: It answers with status 404'],
    ['that leads inside', '/inside', 'cannot be fetched: The address is not on the internet'],
  ])('%s is refused with the reason', async (_, path, detail) => {
    // Of somebody else each time: there is a limit for each.
    const as = await service.givenCaller();
    const id = await given(as);
    const before = await stored(id);

    const response = await follow(id, path, as);

    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).errors).toEqual([{ pointer: '/address', detail }]);
    expect(await stored(id)).toEqual(before);
  });

  it.each([
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'https://192.168.1.1/a.ics',
  ])('is not asked where it is not on the internet: %s', async (address) => {
    const as = await service.givenCaller();
    const id = await given(as);

    const response = await service.request('PUT', `/instances/${id}/hours/calendar-address`, { as, body: { address } });

    expect(problemSchema.parse(await response.json()).errors).toEqual([
      { pointer: '/address', detail: 'cannot be fetched: The address is not on the internet' },
    ]);
  });

  it.each([
    'ftp://calendar.example/a',
    'https://user:secret@calendar.example/a',
    'file:///etc/passwd',
    'webcal:x',
    'a',
  ])('must be one of the web, without a password: %s', async (address) => {
    const id = await given();

    const body = { address };
    const { status } = await service.request('PUT', `/instances/${id}/hours/calendar-address`, { as: owner, body });

    expect(status).toBe(400);
  });

  it('is for owner and administrators: for others nothing is asked, and there is no machine', async () => {
    const id = await given();
    const [admin, stranger] = [await service.givenCaller({ role: 'admin' }), await service.givenCaller()];
    const before = await stored(id);
    asked.length = 0;

    expect((await follow(id, '/outlook.ics', stranger)).status).toBe(404);
    expect([asked, await stored(id)]).toEqual([[], before]);
    expect((await follow(id, '/outlook.ics', admin)).status).toBe(200);
  });

  it('is for machines that have hours and are not at their end; of others nothing is asked', async () => {
    const without = (await service.givenMachine(owner.user, 'stopped')).instanceId;
    const ended = (await service.givenMachine(owner.user, 'terminated')).instanceId;
    asked.length = 0;

    expect([(await follow(without, '/outlook.ics')).status, (await follow(ended, '/outlook.ics')).status]).toEqual([
      409, 409,
    ]);
    expect(asked).toEqual([]);
  });

  it('is fetched twenty times in ten minutes for one person, and no more', async () => {
    const as = await service.givenCaller();
    const id = await given(as);
    asked.length = 0;

    const responses = [];
    for (let round = 0; round <= 20; round += 1) responses.push(await follow(id, '/outlook.ics', as));

    expect(responses.slice(0, 20).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(responses[20]?.status).toBe(429);
    expect(responses[20]?.headers.get('Retry-After')).toBe('600');
    expect(asked).toHaveLength(20);
  });
});

it('where the pages come by TLS, the calendar must', async () => {
  const safe = await startTestService({ clock: () => now });
  const as = await safe.givenCaller();
  const { instanceId } = await safe.givenMachine(as.user, 'stopped');
  await safe.request('PUT', `/instances/${instanceId}/hours`, { as, body: office });
  asked.length = 0;

  const body = { address: `${site}/outlook.ics` };
  const response = await safe.request('PUT', `/instances/${instanceId}/hours/calendar-address`, { as, body });

  expect(problemSchema.parse(await response.json()).errors).toEqual([
    { pointer: '/address', detail: 'must be an https address' },
  ]);
  expect(asked).toEqual([]);
  await safe.stop();
});
