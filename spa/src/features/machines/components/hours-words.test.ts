import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import { describe, expect, it } from 'vitest';
import { calendarInWords, daysOffInWords, nextInWords, quickBreaks, withDaysOff } from './hours-words.ts';
import { momentInZone, placeOf, sundayOf } from '../../../lib/format/zone-time.ts';

/** Wednesday, ten in the morning in Berlin. */
const now = Date.parse('2026-03-04T09:00:00Z');
const hours: MachineHours = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  daysOff: [],
};
const told = (changes: Partial<MachineHours>, leaseEndsAt?: string) =>
  nextInWords({ state: leaseEndsAt === undefined ? 'stopped' : 'ready', leaseEndsAt }, { ...hours, ...changes }, now);

describe('what comes next', () => {
  it.each([
    [
      'of a machine that runs in its hours',
      told({ stopsAt: '2026-03-04T17:00:00Z', startsAt: '2026-03-05T08:00:00Z' }, '2026-03-09T09:00:00Z'),
      'Stops today at 18:00 (Berlin), because its hours end; starts tomorrow at 9:00.',
    ],
    [
      'of one whose time is over before',
      told({ startsAt: '2026-03-09T08:00:00Z' }, '2026-03-04T11:30:00Z'),
      'Stops today at 12:30 (Berlin), because its time is over; starts on Monday at 9:00.',
    ],
    [
      'of one that is stopped',
      told({ startsAt: '2026-03-09T08:00:00Z' }),
      'Starts on Monday at 9:00 (Berlin), when its hours begin.',
    ],
    [
      'of one that is off for long',
      told({ startsAt: '2026-05-04T07:00:00Z' }),
      'Starts on 4 May 2026 at 9:00 (Berlin), when its hours begin.',
    ],
    ['of one that is always off', told({}), 'It is not started within a year: all its days are off.'],
  ])('%s', (_, words, expected) => {
    expect(words).toBe(expected);
  });

  it('is told by the day of its zone', () => {
    expect(momentInZone('2026-03-04T11:00:00Z', 'Pacific/Auckland', now)).toBe('tomorrow at 0:00');
    expect(placeOf('America/New_York')).toBe('New York');
  });
});

it.each([
  [{ days: 9, lastDay: '2027-01-02' }, 'Not on 9 days of “Company”, the last on 2 Jan 2027'],
  [{ days: 1, lastDay: '2027-01-02' }, 'Not on one day of “Company”, 2 Jan 2027'],
  [{ days: 0 }, 'No day of “Company” is left'],
])('the days off of a calendar are told, %j', (left, expected) => {
  expect(calendarInWords({ name: 'Company', ...left })).toBe(expected);
});

describe('breaks at one press', () => {
  it.each([
    ['both, where it would start today', '2026-03-04T17:00:00Z', ['Not today', 'Not until Monday']],
    ['the longer one, where it would start in this week', '2026-03-06T08:00:00Z', ['Not until Monday']],
    ['none, where it starts on Monday', '2026-03-09T08:00:00Z', []],
    ['none, where it never starts', undefined, []],
  ])('are %s', (_, startsAt, labels) => {
    const breaks = quickBreaks({ ...hours, ...(startsAt !== undefined && { startsAt }) }, now);

    expect(breaks.map(({ label }) => label)).toEqual(labels);
  });

  it('go to the Sunday of the week', () => {
    expect(quickBreaks({ ...hours, startsAt: '2026-03-06T08:00:00Z' }, now)[0]?.daysOff).toEqual({
      from: '2026-03-04',
      to: '2026-03-08',
    });
    expect([sundayOf('2026-03-08'), sundayOf('2026-03-09')]).toEqual(['2026-03-08', '2026-03-15']);
  });

  it('take those within them along', () => {
    const day = { from: '2026-03-04', to: '2026-03-04' };
    const later = { from: '2026-04-01', to: '2026-04-03' };

    expect(withDaysOff([later, day], { from: '2026-03-04', to: '2026-03-08' })).toEqual([
      { from: '2026-03-04', to: '2026-03-08' },
      later,
    ]);
  });

  it('are told by their days', () => {
    expect(daysOffInWords({ from: '2026-03-04', to: '2026-03-04' }, hours.zone, now)).toBe('today');
    expect(daysOffInWords({ from: '2026-03-04', to: '2026-03-08' }, hours.zone, now)).toBe('today to 8 Mar 2026');
  });
});
