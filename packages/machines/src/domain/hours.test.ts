import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { describe, expect, it } from 'vitest';
import { instant, office, runningSince, stoppedSince } from '../testing/office-hours.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { leadMs, momentsOfHours, startByHours, stopByHours } from './hours.ts';
import { nextStep } from './next-step.ts';
import { schedule } from './schedule.ts';

const minuteMs = 60_000;
const timeOf = (at: number | undefined) => at && new Date(at).toISOString().slice(8, 16);

describe('a stopped machine', () => {
  const startAt = (record: InstanceIn<'stopped'>, now: string) => startByHours(record, new Date(instant(now)));

  it.each([
    ['on a Sunday', stoppedSince('01T12:00'), '01T13:00', '02T09:00'],
    ['at the very time', stoppedSince('01T12:00'), '02T08:57', '02T09:00'],
    ['late, while its window lasts', stoppedSince('01T12:00'), '02T17:44', '02T09:00'],
    ['not for a quarter of an hour', stoppedSince('01T12:00'), '02T17:45', '03T09:00'],
    ['not when it was stopped after its start was due', stoppedSince('02T10:00'), '02T10:05', '03T09:00'],
    ['not when it was stopped while it was started', stoppedSince('02T08:57'), '02T08:58', '03T09:00'],
    ['when it was stopped just before', stoppedSince('02T08:56'), '02T08:58', '02T09:00'],
    [
      'not when it got its hours in the window',
      stoppedSince('01T12:00', { setAt: instant('02T09:00') }),
      '02T10:00',
      '03T09:00',
    ],
    [
      'when it got its hours just before',
      stoppedSince('01T12:00', { setAt: instant('02T08:59') }),
      '02T08:59',
      '02T09:00',
    ],
    [
      'not again when that was left out',
      stoppedSince('01T12:00', { leftOut: instant('02T09:00') }),
      '02T09:30',
      '03T09:00',
    ],
    ['on Monday after a Friday', stoppedSince('06T18:00'), '06T19:00', '09T09:00'],
    [
      'not on days off',
      stoppedSince('01T12:00', { daysOff: [{ from: '2026-03-02', to: '2026-03-04' }] }),
      '02T08:00',
      '05T09:00',
    ],
  ] as const)('is started %s', (_, record, now, expected) => {
    expect(timeOf(startAt(record, now)?.readyAt)).toBe(expected);
  });

  it('of which no window comes within a year is not started', () => {
    const record = stoppedSince('01T12:00', { daysOff: [{ from: '2026-03-01', to: '2027-12-31' }] });

    expect(startAt(record, '02T12:00')).toBeUndefined();
  });

  it('without hours is never started', () => {
    expect(startByHours(sampleRecord('stopped'), new Date(instant('02T09:00')))).toBeUndefined();
  });

  it.each([
    ['three minutes before where nobody knows how long that takes', undefined, 3],
    ['a minute earlier than its slowest start', [60, 130, 90], 130 / 60 + 1],
    ['a minute before at least', [0], 1],
    ['a quarter of an hour before at most', [5000], 15],
  ])('is started %s', (_, startSeconds, minutes) => {
    const record = stoppedSince('01T12:00', {}, { startSeconds });

    expect(leadMs(record)).toBe(minutes * minuteMs);
    expect(startAt(record, '01T13:00')?.at).toBe(Date.parse(instant('02T09:00')) - minutes * minuteMs);
  });
});

describe('a running machine', () => {
  it.each([
    ['at the end of the window in which it was started', runningSince('02T08:57'), '02T18:00'],
    ['at the end of the next window when it was started outside', runningSince('02T20:00'), '03T18:00'],
    ['at the end of the next window when it was started as its stop was near', runningSince('02T17:46'), '03T18:00'],
    ['at the end of this window when its stop was a quarter of an hour away', runningSince('02T17:45'), '02T18:00'],
    [
      'on a day off, too',
      runningSince('02T10:00', { hours: { ...office, daysOff: [{ from: '2026-03-02', to: '2026-03-03' }] } }),
      '02T18:00',
    ],
    [
      'at no end from before it had these hours',
      runningSince('02T08:57', { hours: { ...office, setAt: instant('02T19:00') } }),
      '03T18:00',
    ],
    ['since before the time of starts was kept', runningSince('02T08:57', { runsSince: undefined }), '02T18:00'],
  ] as const)('is stopped %s', (_, record, expected) => {
    expect(timeOf(stopByHours(record)?.at)).toBe(expected);
  });

  it.each([
    ['given in the window goes on beyond it', '02T10:00', '02T22:00', undefined],
    ['given before the window does not', '02T08:58', '02T22:00', '02T18:00'],
    ['given in an earlier run does not', '02T08:00', '02T22:00', '02T18:00'],
    ['that ends in a later window goes on until then', '02T10:00', '03T12:00', undefined],
    ['that lasts longer than the next window ends with that', '02T10:00', '04T12:00', '03T18:00'],
  ])('with more time %s', (_, extendedAt, leaseEndsAt, expected) => {
    const record = runningSince('02T08:57', { extendedAt: instant(extendedAt), leaseEndsAt: instant(leaseEndsAt) });

    expect(timeOf(stopByHours(record)?.at)).toBe(expected);
  });

  it('whose time is over before its window ends is not stopped by its hours', () => {
    expect(stopByHours(runningSince('02T08:57', { leaseEndsAt: instant('02T17:59') }))).toBeUndefined();
  });

  it('is to be looked at for its warning and for its stop', () => {
    const record = runningSince('02T08:57', { billedSince: instant('02T17:30') });
    const warned = { ...record, hours: { ...office, warnedOf: instant('02T18:00') } };
    const now = new Date(instant('02T17:30'));

    expect(schedule(record, now).dueAt).toBe(instant('02T17:45'));
    expect(schedule(warned, now).dueAt).toBe(instant('02T18:00'));
  });
});

describe('the next step', () => {
  const stepAt = (record: InstanceRecord, text: string) =>
    nextStep(record, { power: record.state === 'stopped' ? 'stopped' : 'running' }, new Date(instant(text)));
  const ready = runningSince('02T08:57', { billedSince: instant('02T17:30'), address: '192.0.2.1' });

  it('warns once, a quarter of an hour before', () => {
    const step = stepAt(ready, '02T17:45');
    const detail = 'By its hours, Mon–Fri 9:00–18:00 (UTC)';
    const audit = [{ action: 'machine-stop-warned', detail, happensAt: instant('02T18:00') }];

    expect(stepAt(ready, '02T17:44').do).toBe('wait');
    expect(step).toMatchObject({ do: 'change', change: { audit, next: { hours: { warnedOf: instant('02T18:00') } } } });
    expect(step.do === 'change' && stepAt(step.change.next, '02T17:46').do).toBe('wait');
  });

  it('warns of the end of its lease only where that comes before', () => {
    const withLease = (leaseEndsAt: string) => ({ ...ready, durationHours: 9, leaseEndsAt: instant(leaseEndsAt) });

    expect(stepAt(withLease('02T18:00'), '02T17:00')).toEqual({ do: 'wait' });
    expect(schedule(withLease('02T18:00'), new Date(instant('02T16:30'))).dueAt).not.toBe(instant('02T17:00'));
    expect(stepAt(withLease('02T17:30'), '02T16:30')).toMatchObject({
      change: { audit: [{ action: 'machine-stop-warned', happensAt: instant('02T17:30') }] },
    });
  });

  it('stops it, and tells by which hours', () => {
    const detail = 'Its hours are over, Mon–Fri 9:00–18:00 (UTC)';

    expect(stepAt(ready, '02T18:00')).toMatchObject({
      change: {
        next: { state: 'stopping', stopCause: { rule: 'hours' } },
        activity: [{ text: `${detail}: stopping` }],
        audit: [{ action: 'machine-stopped', detail, isForetold: true }],
      },
    });
  });

  it.each([
    ['its hours', '02T18:00', /hours are over/],
    ['its lease', '02T17:00', /time is over/],
  ])('names %s where that ends first, or both at once', (_, lease, why) => {
    const step = stepAt({ ...ready, leaseEndsAt: instant(lease) }, '02T18:00');

    expect(step.do === 'change' && step.change.activity[0]?.text).toMatch(why);
  });

  it('names who disabled its owner before all else', () => {
    const order = { at: instant('02T12:00'), by: { name: 'Grace' } };
    const step = nextStep(ready, { power: 'running' }, new Date(instant('02T18:00')), { order });

    expect(step.do === 'change' && step.change.activity[0]?.text).toMatch(/Grace disabled/);
  });

  it('asks for a start from the time on at which it is due', () => {
    const record = stoppedSince('01T12:00', {}, { billedSince: instant('02T08:30') });

    expect([stepAt(record, '02T08:56').do, stepAt(record, '02T08:57').do]).toEqual(['wait', 'start-by-hours']);
    expect(schedule(record, new Date(instant('02T08:30'))).dueAt).toBe(instant('02T08:57'));
  });

  it('asks for the holidays of the next year when the last that is known has begun', () => {
    const holidays = { country: 'DE', days: [], lastYear: 2026 };
    const record = stoppedSince('01T12:00', { holidays }, { billedSince: instant('02T06:00') });

    expect(stepAt(record, '02T06:30').do).toBe('renew-holidays');
    const known = { ...record, hours: { ...office, holidays: { ...holidays, lastYear: 2027 } } };
    expect(stepAt(known, '02T06:30').do).toBe('wait');
  });

  it.each(['stopped', 'ready'] as const)('of a machine that is %s without hours is as ever', (state) => {
    expect(
      stepAt(sampleRecord(state, { billedSince: instant('02T17:30'), leaseEndsAt: instant('03T00:00') }), '02T18:00')
        .do,
    ).toBe('wait');
  });
});

describe('what comes next', () => {
  it.each([
    ['of a stopped machine', stoppedSince('01T12:00'), '01T13:00', '02T09:00', undefined],
    ['of a running machine', runningSince('02T08:57'), '02T12:00', '03T09:00', '02T18:00'],
    [
      'of one whose time ends in its window',
      runningSince('02T08:57', { leaseEndsAt: instant('02T12:00') }),
      '02T11:00',
      '03T09:00',
      undefined,
    ],
    [
      'of one that was kept over its next start',
      runningSince('02T08:57', { extendedAt: instant('02T12:00'), leaseEndsAt: instant('03T12:00') }),
      '02T13:00',
      '04T09:00',
      undefined,
    ],
    [
      'of one that stops',
      sampleRecord('stopping', { hours: office, stateChangedAt: instant('02T18:00') }),
      '02T18:01',
      '03T09:00',
      undefined,
    ],
    ['of one without hours', sampleRecord('stopped'), '02T12:00', undefined, undefined],
  ] as const)('%s is told', (_, record, now, startsAt, stopsAt) => {
    const moments = momentsOfHours(record, new Date(instant(now)));

    expect([timeOf(moments.startsAt), timeOf(moments.stopsAt)]).toEqual([startsAt, stopsAt]);
  });
});
