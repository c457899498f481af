import { monthOf } from '@cloudapp/contracts/months';
import { addLedgers, type Ledger } from '@cloudapp/data/quota-ledger';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { followedBy, revise, type Change } from './change.ts';
import * as moves from './moves.ts';
import * as power from './power-moves.ts';
import { firstShare } from './share.ts';

const actor = { id: 'usr_other', name: 'Grace' };
const disk = 2400;
const running = 27_800;
const hourMs = 3_600_000;
const when = (text: string) => new Date(`${text}:00.000Z`);

/** A machine that runs, of which the ledger has what it is planned to cost. */
function givenRunning(now: Date, hours: number) {
  const share = firstShare({ ...sampleRecord('requested'), durationHours: hours }, now);
  const requested = sampleRecord('requested', { ratePerHourMicros: 0, durationHours: hours, share });
  const found = { ec2InstanceId: 'i-1', address: '192.0.2.1', privateAddress: '10.41.32.7' } as never;
  const { next } = moves.launched(requested, now, found);
  const proof = { address: '192.0.2.1', privateAddress: '10.41.32.7', checkedBoot: 1, hostKeys: [] };
  const { next: installing } = moves.installing(next, now);
  return moves.ready(installing, now, proof).next;
}

describe('the part of a machine in its owner’s ledger', () => {
  it('is planned before it is launched: until the end of its time, and its disk to the end of next month', () => {
    const now = when('2026-11-30T20:00');

    expect(firstShare({ ...sampleRecord('requested'), durationHours: 2 }, now).told).toEqual({
      '2026-11': { spent: 0, planned: 2 * running + 2 * disk },
      '2026-12': { spent: 0, planned: 31 * 24 * disk },
    });
  });

  it('does not change while it runs as it was planned to: what it spends is posted alone', () => {
    const ready = givenRunning(when('2026-11-10T10:00'), 8);

    const change = revise(ready, when('2026-11-10T11:00'));

    expect(change.posting.changes).toEqual({ '2026-11': { spent: running, planned: 0 } });
  });

  it('is not posted for less than a tenth of a cent, and with the next that is more', () => {
    const ready = givenRunning(when('2026-11-10T10:00'), 8);

    const soon = revise(ready, when('2026-11-10T10:02'));
    const later = revise(soon.next, when('2026-11-10T10:03'));

    expect(soon.posting.changes).toEqual({});
    expect(later.posting.changes).toEqual({ '2026-11': { spent: 1390, planned: 0 } });
  });

  it('is less once it is stopped before its time, and more where it is extended', () => {
    const now = when('2026-11-10T12:00');
    const ready = revise(givenRunning(when('2026-11-10T10:00'), 8), now).next;

    const stopped = power.stopping(ready, now, { rule: 'person', text: 'Stopping', actor });
    const extended = power.extended(ready, now, 10, actor);

    expect(stopped.posting.changes).toEqual({ '2026-11': { spent: 0, planned: -6 * (running - disk) } });
    expect(extended?.posting.changes).toEqual({ '2026-11': { spent: 0, planned: 4 * (running - disk) } });
  });

  it('is parted at midnight of a month, to the minute', () => {
    const ready = givenRunning(when('2026-11-30T22:00'), 8);

    const { posting, next } = revise(ready, when('2026-12-01T01:00'));

    expect(posting.changes['2026-11']).toEqual({ spent: 2 * running, planned: 0 });
    expect(posting.changes['2026-12']).toEqual({ spent: running, planned: 0 });
    expect(posting.changes['2027-01']).toEqual({ spent: 0, planned: 31 * 24 * disk });
    expect(Object.keys(next.share?.told ?? {})).toEqual(['2026-12', '2027-01']);
  });

  it('is what it has cost once it is gone, to the millionth', () => {
    const ready = givenRunning(when('2026-11-10T10:00'), 8);
    const ending = power.terminating(ready, when('2026-11-10T10:01'), actor);

    if (ending.next.state !== 'terminating') throw new Error('It is to end');
    const { posting, next } = power.terminated(ending.next, when('2026-11-10T10:01'));

    const total = addLedgers(ready.share?.told ?? {}, addLedgers(ending.posting.changes, posting.changes));
    expect(total).toEqual({
      '2026-11': { spent: next.costMicros, planned: next.costMicros },
      '2026-12': { spent: 0, planned: 0 },
    });
  });

  it('of a machine from before there were ledgers is what it costs from then on', () => {
    const old = sampleRecord('ready', { costMicros: 5_000_000, billedSince: '2026-11-10T10:00:00.000Z' });

    const { posting } = revise(old, when('2026-11-10T11:00'), { leaseEndsAt: '2026-11-10T11:00:00.000Z' });

    const rest = ((30 - 9) * 24 - 11) * disk;
    expect(posting.changes['2026-11']).toEqual({ spent: running, planned: running + rest });
  });

  it('does not go back with a clock that does', () => {
    const ready = givenRunning(when('2026-12-01T00:00'), 8);

    const change = revise(ready, when('2026-11-30T23:00'));

    expect(Object.keys(change.posting.changes)).not.toContain('2026-11');
    expect(change.next.share?.month).toBe('2026-12');
  });

  it('adds up over any life: what was spent in each month is what it cost in it, and nothing is planned that is over', () => {
    const steps = fc.array(fc.record({ hours: fc.integer({ min: 0, max: 400 }), choice: fc.nat(3) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (life) => {
        const start = when('2026-11-20T10:00');
        let record = givenRunning(start, 24) as InstanceRecord;
        let ledger: Ledger = record.share?.told ?? {};
        let ms = start.getTime();
        const take = (change: Change | undefined) => {
          if (change === undefined) return record;
          ledger = addLedgers(ledger, change.posting.changes);
          return change.next;
        };
        for (const { hours, choice } of life) {
          ms += hours * hourMs;
          const now = new Date(ms);
          record = take(revise(record, now));
          if (choice === 1 && record.state === 'ready') record = take(power.extended(record, now, hours + 1, actor));
          if (choice === 2 && record.state === 'ready') {
            const stopping = power.stopping(record, now, { rule: 'person', text: 'Stopping', actor });
            if (stopping.next.state === 'stopping')
              record = take(followedBy(stopping, power.stopped(stopping.next, now)));
          }
          if (choice === 3 && record.state === 'stopped') {
            const starting = power.starting(record, now, actor);
            const proof = { address: '192.0.2.1', privateAddress: '10.41.32.7', checkedBoot: 1, hostKeys: [] };
            record = take(followedBy(starting, moves.ready(starting.next, now, proof)));
          }
        }
        if (record.state === 'ready' || record.state === 'stopped') {
          const ending = power.terminating(record, new Date(ms), actor);
          record = take(ending);
          if (ending.next.state === 'terminating') record = take(power.terminated(ending.next, new Date(ms)));
        }

        const spent = Object.values(ledger).reduce((sum, entry) => sum + entry.spent, 0);
        expect(spent).toBe(record.costMicros);
        for (const [month, entry] of Object.entries(ledger)) {
          const isOver = month <= monthOf(new Date(ms));
          expect(entry.planned).toBe(isOver ? entry.spent : 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
