import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWindows } from './hours/read-windows.ts';
import { sampleId, sampleMachine } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer(signedInAt(api.url));
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

const place = `PUT /instances/${sampleId}/hours`;
const office: MachineHours = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  holidays: { country: 'DE', region: 'BY' },
  daysOff: [{ from: '2026-12-24', to: '2027-01-02' }],
  startsAt: '2026-12-01T08:00:00.000Z',
  stopsAt: '2026-11-30T17:00:00.000Z',
};

/** A machine that has these hours, and what is sent of others. */
function having(hours: MachineHours | undefined) {
  api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ hours })]);
  api.answers(place, [200, sampleMachine({ hours: hours ?? office })]);
  return async (...options: string[]) => {
    const ended = await computer.run(['hours', sampleId, ...options]);
    return { ...ended, sent: api.askedAt(place).at(-1)?.body };
  };
}

describe('hours', () => {
  it('are told with what comes of them next', async () => {
    const run = having(office);

    expect((await run()).output.split('\n')).toEqual([
      'Hours            Mon–Fri 9:00–18:00 (Europe/Berlin)',
      'Public holidays  DE-BY',
      'Not started      2026-12-24 to 2027-01-02',
      'Ready again      in 20 h',
      'Stops            in 5 h',
      '',
    ]);
    expect((await computer.run(['show', sampleId])).output).toMatch(/^Hours +Mon–Fri 9:00–18:00 \(Europe\/Berlin\)$/m);
    expect(api.askedAt(place)).toEqual([]);
  });

  it('of a machine that has none are told, too', async () => {
    const run = having(undefined);

    expect((await run()).output).toBe(
      'brave-otter has no hours: it runs until somebody stops it, or its time is over.\n',
    );
    expect(await run('--not-today')).toMatchObject({ code: 2, errors: expect.stringMatching(/say --at/) as string });
  });

  it('are set as they are typed', async () => {
    const { sent, code } = await having(undefined)(
      ...['--at', 'mon-fri 9:00-18; sat 10-14', '--zone', 'Europe/Berlin', '--holidays', 'de-BY'],
    );

    expect(code).toBe(0);
    expect(sent).toEqual({
      zone: 'Europe/Berlin',
      windows: [...office.windows, { days: ['sat'], from: '10:00', to: '14:00' }],
      holidays: { country: 'DE', region: 'BY' },
      daysOff: [],
    });
  });

  it('keep what nobody has said otherwise', async () => {
    const run = having(office);
    const { zone, windows, holidays, daysOff } = office;

    expect((await run('--zone', 'UTC')).sent).toEqual({ zone: 'UTC', windows, holidays, daysOff });
    expect((await run('--holidays', 'none')).sent).toEqual({ zone, windows, daysOff });
  });

  it('are left out today, in their zone, or until a day', async () => {
    const run = having({ ...office, zone: 'Pacific/Auckland' });

    expect((await run('--not-today')).sent).toMatchObject({
      daysOff: [{ from: '2026-12-01', to: '2026-12-01' }, ...office.daysOff],
    });
    expect((await run('--until', '2027-01-04')).sent).toMatchObject({
      daysOff: [{ from: '2026-12-01', to: '2027-01-03' }],
    });
  });

  it('take days off from a calendar, after what else is said, and forget it', async () => {
    const run = having({ ...office, daysOff: [], calendar: { name: 'Company', days: 9, lastDay: '2027-01-02' } });
    const at = `PUT /instances/${sampleId}/hours/calendar`;
    api.answers(at, [200, sampleMachine({ hours: office })]);
    api.answers(`DELETE /instances/${sampleId}/hours/calendar`, [200, sampleMachine({ hours: office })]);
    const file = join(computer.home, 'off.ics');
    await writeFile(file, 'BEGIN:VCALENDAR');

    expect((await run()).output).toMatch(/^Calendar +Company: 9 days off, the last on 2027-01-02$/m);
    await run('--zone', 'UTC', '--calendar', file);
    await run('--calendar', 'none');

    expect(api.asked.filter(({ method }) => method !== 'GET')).toMatchObject([
      { path: place.slice(4), body: { zone: 'UTC' } },
      { path: at.slice(4), body: { fileName: 'off.ics', file: btoa('BEGIN:VCALENDAR') } },
      { method: 'DELETE', path: at.slice(4) },
    ]);
  });

  it('follow a calendar at an address, and say when it was fetched and since when it fails', async () => {
    const source = {
      host: 'calendar.example',
      fetchedAt: '2026-01-01T00:00:00.000Z',
      failedSince: '2026-01-02T00:00:00.000Z',
      fault: 'Nothing answers there',
    };
    const run = having({ ...office, calendar: { name: 'Company', days: 9, lastDay: '2027-01-02', source } });
    const at = `PUT /instances/${sampleId}/hours/calendar-address`;
    api.answers(at, [200, sampleMachine({ hours: office })]);

    expect((await run()).output).toMatch(
      /^Fetched +from calendar\.example, .*; failing since 2026-01-02T00:00:00\.000Z: Nothing answers there$/m,
    );
    await run('--calendar', 'https://calendar.example/days.ics');

    expect(api.asked.filter(({ method }) => method !== 'GET')).toMatchObject([
      { path: at.slice(4), body: { address: 'https://calendar.example/days.ics' } },
    ]);
  });

  it('take no file that is none, or too large, and change nothing then', async () => {
    const run = having(office);
    const file = join(computer.home, 'huge.ics');
    await writeFile(file, 'a'.repeat(262_145));

    expect(await run('--zone', 'UTC', '--calendar', file)).toMatchObject({ code: 2, sent: undefined });
    expect(await run('--calendar', join(computer.home, 'none.ics'))).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/none\.ics cannot be read\.\n$/) as string,
    });
  });

  it('are taken away', async () => {
    const run = having(office);
    api.answers(`DELETE /instances/${sampleId}/hours`, [200, sampleMachine()]);

    expect((await run('--off')).output).toBe('brave-otter has no hours any more.\n');
  });

  it.each([
    [['--at', 'weekdays 9-18'], '--at takes times such as'],
    [['--at', 'mon 09:00-09:10'], '--at: each must last at least 30 minutes.'],
    [['--at', 'mon 25-26'], '--at: must be a time of day, HH:MM.'],
    [['--zone', 'Berlin'], '--zone: must be a time zone of the IANA database.'],
    [['--holidays', 'Germany'], '--holidays: must be a country of two letters.'],
    [['--until', 'monday'], '--until takes a day, as 2026-12-31.'],
    [['--until', '2026-11-30'], '--until takes a day that is still to come.'],
    [['--until', '2027-02-30'], '--until takes a day, as 2026-12-31.'],
    [['--off', '--not-today'], '--off stands alone.'],
  ])('that cannot be, %j, are sent nowhere', async (options, said) => {
    const { code, errors, sent } = await having(office)(...options);

    expect([code, sent]).toEqual([2, undefined]);
    expect(errors.startsWith(said) && errors.trimEnd().split('\n').length === 1).toBe(true);
  });
});

describe('times of a week', () => {
  it.each([
    ['daily 8:00-20:00', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']],
    ['Mon, wed 8-20', ['mon', 'wed']],
    ['sat-mon 8–20', ['mon', 'sat', 'sun']],
    ['fri,mon-tue 8 - 20', ['mon', 'tue', 'fri']],
  ])('%s', (typed, days) => {
    expect(readWindows(typed)).toEqual([{ days, from: '08:00', to: '20:00' }]);
  });

  it.each(['', 'mon', '9-18', 'mon-tue-wed 9-18', 'mon 9-18;', 'mon 900-1800', 'mo 9-18'])('%j are none', (typed) => {
    expect(readWindows(typed)).toBeUndefined();
  });
});
