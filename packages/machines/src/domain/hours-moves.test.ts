import { describe, expect, it } from 'vitest';
import { instant, office, stoppedSince } from '../testing/office-hours.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { passing } from './facts.ts';
import { startByHours } from './hours.ts';
import { hoursSet, startedByHours } from './hours-moves.ts';

const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };

describe('a start by its hours', () => {
  const record = stoppedSince('01T12:00', {}, { durationHours: 2 });
  const now = new Date(instant('02T08:57'));
  const start = startByHours(record, now);

  it('is told with the hours it follows from, and lasts until they are over', () => {
    const change = start && startedByHours(record, now, start);
    const text = 'Started by its hours, Mon–Fri 9:00–18:00 (UTC)';

    expect(change).toMatchObject({ activity: [{ text }], audit: [{ action: 'machine-started', detail: text }] });
    expect(change?.next).toMatchObject({
      state: 'starting',
      leaseEndsAt: instant('02T18:00'),
      runsSince: instant('02T08:57'),
    });
  });

  it('lasts longer where the machine may', () => {
    const change = start && startedByHours({ ...record, durationHours: 24 }, now, start);

    expect(change && passing(change.next).leaseEndsAt).toBe(instant('03T08:57'));
  });
});

describe('setting hours', () => {
  const now = new Date(instant('02T12:00'));
  const rules = {
    zone: 'UTC',
    windows: [...office.windows].map((one) => ({ ...one, days: [...one.days] })),
    daysOff: [],
  };

  it('again changes nothing', () => {
    const first = hoursSet(sampleRecord('ready'), now, rules, undefined, actor);

    expect(first?.audit).toMatchObject([{ action: 'machine-hours-set', detail: 'Mon–Fri 9:00–18:00 (UTC)' }]);
    expect(first && hoursSet(first.next, now, rules, undefined, actor)).toBeUndefined();
  });

  it('anew warns of no stop again of which was warned', () => {
    const warnedOf = instant('02T18:00');
    const record = sampleRecord('ready', { hours: { ...office, warnedOf, leftOut: instant('02T09:00') } });
    const daysOff = [{ from: '2026-03-03', to: '2026-03-03' }];

    const hours = hoursSet(record, now, { ...rules, daysOff }, undefined, actor)?.next.hours;

    expect(hours).toMatchObject({ warnedOf, setAt: instant('02T12:00') });
    expect(hours).not.toHaveProperty('leftOut');
  });

  it('forgets days off that are over, in the zone of the machine', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => ({ from: day, to: day }));
    const set = (zone: string) =>
      hoursSet(sampleRecord('ready'), now, { ...rules, zone, daysOff: days }, undefined, actor);

    expect(set('UTC')?.next.hours?.daysOff).toHaveLength(2);
    expect(set('Pacific/Apia')?.next.hours?.daysOff).toHaveLength(1);
  });

  it('keeps the holidays that were looked up', () => {
    const holidays = { country: 'DE', region: 'BE' };
    const found = { days: ['2026-05-01'], lastYear: 2027 };

    const change = hoursSet(sampleRecord('ready'), now, { ...rules, holidays }, found, actor);

    expect(change?.next.hours?.holidays).toEqual({ ...holidays, ...found });
    expect(change?.audit[0]?.detail).toMatch(/not started on public holidays \(DE-BE\)/);
    expect(change && hoursSet(change.next, now, { ...rules, holidays }, undefined, actor)).toBeUndefined();
  });
});
