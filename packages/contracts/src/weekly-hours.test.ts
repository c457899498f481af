import { describe, expect, it } from 'vitest';
import { weeklyHoursSchema } from './weekly-hours.ts';
import { describeWindow, weekdays, type Weekday } from './weekly-windows.ts';

const workdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const window = (days: readonly Weekday[], from: string, to: string) => ({ days: [...days], from, to });
const office = { zone: 'Europe/Berlin', windows: [window(workdays, '09:00', '18:00')], daysOff: [] };

/** Where what is wrong with hours is. */
function faultsOf(changes: object): string[] {
  const { error } = weeklyHoursSchema.safeParse({ ...office, ...changes });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('hours', () => {
  it.each([
    ['of an office', {}],
    ['of two shifts that touch', { windows: [window(['mon'], '06:00', '14:00'), window(['mon'], '14:00', '22:00')] }],
    ['of a night', { windows: [window(weekdays, '22:00', '06:00')] }],
    ['from Sunday to Monday', { windows: [window(['sun'], '20:00', '04:00'), window(['mon'], '04:00', '12:00')] }],
    ['of a whole day', { windows: [window(['wed'], '00:00', '00:00')] }],
    [
      'of all but three hours of a week',
      { windows: [window(weekdays.slice(1), '00:00', '00:00'), window(['mon'], '00:00', '21:00')] },
    ],
    ['with holidays', { holidays: { country: 'DE', region: 'BE' } }],
    ['with a leap day off', { daysOff: [{ from: '2028-02-29', to: '2028-02-29' }] }],
    ['in UTC', { zone: 'UTC' }],
  ])('%s are taken', (_, changes) => {
    expect(faultsOf(changes)).toEqual([]);
  });

  it.each([
    [
      'that overlap',
      { windows: [window(['mon'], '09:00', '12:00'), window(['mon'], '11:59', '18:00')] },
      /^windows: must not overlap/,
    ],
    [
      'that overlap after midnight',
      { windows: [window(['mon'], '22:00', '06:00'), window(['tue'], '05:00', '09:00')] },
      /overlap/,
    ],
    [
      'that overlap over the end of the week',
      { windows: [window(['sun'], '22:00', '06:00'), window(['mon'], '05:00', '09:00')] },
      /overlap/,
    ],
    [
      'of the same day twice',
      { windows: [window(['mon'], '09:00', '18:00'), window(['mon'], '09:00', '18:00')] },
      /overlap/,
    ],
    ['of hardly a moment', { windows: [window(['mon'], '09:00', '09:29')] }, /30 minutes/],
    ['without a break', { windows: [window(weekdays, '00:00', '00:00')] }, /break of at least 3 hours/],
    ['with a break too short', { windows: [window(weekdays, '00:00', '21:01')] }, /break/],
    ['without windows', { windows: [] }, /^windows/],
    [
      'with 15 windows',
      {
        windows: Array.from({ length: 15 }, (_, index) =>
          window(['mon'], `${String(index).padStart(2, '0')}:00`, `${String(index).padStart(2, '0')}:30`),
        ),
      },
      /^windows/,
    ],
    ['of a day named twice', { windows: [window(['mon', 'mon'], '09:00', '18:00')] }, /days: must name each day once/],
    ['of no day', { windows: [window([], '09:00', '18:00')] }, /^windows.0.days/],
    ['of a time that is none', { windows: [window(['mon'], '09:00', '24:00')] }, /to: must be a time/],
    ['of a time with one digit', { windows: [window(['mon'], '9:00', '18:00')] }, /from: must be a time/],
    ['in a zone that is none', { zone: 'Mars/Olympus' }, /^zone: must be a time zone/],
    ['at an offset', { zone: '+01:00' }, /^zone/],
    ['in no zone', { zone: '' }, /^zone/],
    ['with a day off that is none', { daysOff: [{ from: '2027-02-29', to: '2027-03-01' }] }, /^daysOff.0.from/],
    [
      'with days off that end before they begin',
      { daysOff: [{ from: '2027-03-02', to: '2027-03-01' }] },
      /must not be before/,
    ],
    ['with 21 vacations', { daysOff: Array(21).fill({ from: '2027-03-01', to: '2027-03-01' }) }, /^daysOff/],
    ['with holidays of no country', { holidays: { country: 'Germany' } }, /^holidays.country/],
  ])('%s are refused', (_, changes, fault) => {
    const faults = faultsOf(changes);

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });
});

describe('a window in words', () => {
  it.each([
    [workdays, '09:00', '18:00', 'Mon–Fri 9:00–18:00'],
    [weekdays, '22:00', '06:30', 'daily 22:00–6:30'],
    [['mon', 'wed'], '09:00', '12:00', 'Mon, Wed 9:00–12:00'],
    [['sat', 'sun'], '10:00', '00:00', 'Sat, Sun 10:00–0:00'],
    [['thu', 'mon', 'tue', 'wed', 'sat'], '09:00', '12:00', 'Mon–Thu, Sat 9:00–12:00'],
  ] as const)('names its days and times', (days, from, to, words) => {
    expect(describeWindow({ days, from, to })).toBe(words);
  });
});
