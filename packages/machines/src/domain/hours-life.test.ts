import type { InstanceRecord } from '@cloudapp/data/instance-record';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, stoppedSince } from '../testing/office-hours.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { startByHours } from './hours.ts';
import { startedByHours } from './hours-moves.ts';
import { ready } from './moves.ts';
import { nextStep } from './next-step.ts';
import { extended, powered, stopped } from './power-moves.ts';
import { schedule } from './schedule.ts';

const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };
const minuteMs = 60_000;

/** Everything that happens to a machine that nobody touches, looked at whenever it is due; what changed, and when. */
function lived(
  first: InstanceRecord,
  from: Date,
  days: number,
  touch?: (record: InstanceRecord, now: Date) => InstanceRecord,
) {
  let [record, now] = [first, from];
  const until = from.getTime() + days * 86_400_000;
  const told: [time: string, state: string][] = [];
  for (let looks = 0; now.getTime() < until; looks++) {
    if (looks > 5000) throw new Error('it is looked at again and again');
    const before = record;
    record = taken(touch?.(record, now) ?? record, now);
    if (record.state !== before.state) told.push([now.toISOString().slice(0, 16), record.state]);
    const { dueAt } = schedule(record, now);
    if (dueAt === undefined) break;
    // The reconciler looks once a minute.
    now = new Date(Math.max(Date.parse(dueAt), now.getTime() + 1000));
  }
  return told;
}

/** What the keeper, EC2 and the machine do: each change of state is done at once, or a minute later. */
function taken(record: InstanceRecord, now: Date): InstanceRecord {
  if (record.state === 'starting') {
    const proof = { address: '192.0.2.1', privateAddress: '10.41.32.7', checkedBoot: 2, hostKeys: [] };
    return now.getTime() - Date.parse(record.stateChangedAt) < minuteMs ? record : ready(record, now, proof).next;
  }
  if (record.state === 'stopping') return stopped(record, now).next;
  const step = nextStep(record, { power: record.state === 'stopped' ? 'stopped' : 'running' }, now);
  if (step.do === 'change') return step.change.next;
  if (step.do !== 'start-by-hours' || record.state !== 'stopped') return record;
  const start = startByHours(record, now);
  return start ? startedByHours(record, now, start).next : record;
}

describe('a week of a machine that nobody touches', () => {
  const monday = new Date(instant('02T00:00'));

  it('is what its hours say', () => {
    const told = lived(stoppedSince('01T12:00', {}, { billedSince: instant('02T00:00') }), monday, 2);

    expect(told).toEqual([
      ['2026-03-02T08:57', 'starting'],
      ['2026-03-02T08:58', 'ready'],
      ['2026-03-02T18:00', 'stopping'],
      ['2026-03-02T18:00', 'stopped'],
      // It has learnt that it takes a minute, to which one is added.
      ['2026-03-03T08:58', 'starting'],
      ['2026-03-03T08:59', 'ready'],
      ['2026-03-03T18:00', 'stopping'],
      ['2026-03-03T18:00', 'stopped'],
    ]);
  });

  it('is not overruled where a person stops it in a window', () => {
    const told = lived(stoppedSince('01T12:00', {}, { billedSince: instant('02T00:00') }), monday, 1, (record, now) => {
      const isNoon = record.state === 'ready' && now.toISOString() >= instant('02T10:00');
      return isNoon ? (powered('stop', record, now, actor)?.next ?? record) : record;
    });

    expect(told.map(([, state]) => state)).toEqual(['starting', 'ready', 'stopped']);
  });

  it('goes on over the end of a window where somebody keeps it', () => {
    let isKept = false;
    const told = lived(stoppedSince('01T12:00', {}, { billedSince: instant('02T00:00') }), monday, 1, (record, now) => {
      if (isKept || record.state !== 'ready' || now.toISOString() < instant('02T17:45')) return record;
      isKept = true;
      return extended(record, now, 3, actor)?.next ?? record;
    });

    expect(told.at(-1)).toEqual([expect.stringMatching(/^2026-03-02T20:[45]/), 'stopped']);
  });

  it('is the same in each zone and over each shift of clocks, by the wall', () => {
    const weeks = [
      ['Europe/Berlin', '2026-03-27', '2026-10-23'],
      ['America/New_York', '2026-03-06', '2026-10-30'],
      ['Australia/Lord_Howe', '2026-04-03', '2026-10-02'],
      ['Pacific/Apia', '2020-09-25', '2021-04-02'],
      ['Asia/Kathmandu', '2026-03-27', '2028-02-27'],
    ] as const;
    const some = weeks.flatMap(([zone, ...days]) => days.map((day) => ({ zone, day })));
    const hour = fc.integer({ min: 5, max: 11 });
    fc.assert(
      fc.property(fc.constantFrom(...some), hour, hour, ({ zone, day }, morning, length) => {
        const from = `${String(morning).padStart(2, '0')}:00`;
        const to = `${String(morning + length).padStart(2, '0')}:00`;
        const setAt = new Date(`${day}T00:00:00Z`);
        const windows = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from, to }];
        const hours = { zone, windows, daysOff: [], setAt: setAt.toISOString() };
        const billedSince = setAt.toISOString();
        const record = sampleRecord('stopped', { hours, billedSince, stateChangedAt: billedSince, durationHours: 1 });

        const told = lived(record, setAt, 5);

        const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
        const timesOf = (state: string) =>
          told.filter(([, name]) => name === state).map(([at]) => wall.format(Date.parse(`${at}Z`)));
        expect(new Set(timesOf('stopping'))).toEqual(new Set([to]));
        expect(timesOf('ready').length).toBeGreaterThanOrEqual(4);
        for (const time of timesOf('ready'))
          expect(time < from && time >= `${String(morning - 1).padStart(2, '0')}:57`).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
