import { instanceItem, type InstanceRecord } from '@cloudapp/data/instance-record';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import type { Change } from './change.ts';
import { revise, unbilledMicros } from './change.ts';
import { countsOf } from './counted-by-hour.ts';
import { passing } from './facts.ts';
import * as moves from './moves.ts';
import * as power from './power-moves.ts';

const actor = { id: 'usr_other', name: 'Grace', email: 'grace@example.org', address: '192.0.2.9', userAgent: 'tests' };
const found = { ec2InstanceId: 'i-1', address: '192.0.2.1', privateAddress: '10.41.32.7' } as never;
const proof = { address: '192.0.2.1', privateAddress: '10.41.32.7', checkedBoot: 1, hostKeys: [] };

/** What may happen to a machine next, whatever it is. */
function nextChange(record: InstanceRecord, now: Date, choice: number): Change | undefined {
  switch (record.state) {
    case 'requested':
      return moves.launched(record, now, found);
    case 'launching':
      return moves.installing(record, now);
    case 'installing':
    case 'rebooting':
      return moves.ready(record, now, proof);
    case 'ready':
      return [
        () => power.stopping(record, now, { rule: 'person', text: 'Stopping', actor }),
        () => power.powered('reboot', record, now, actor),
        () => power.terminating(record, now),
        () => revise(record, now),
      ][choice % 4]?.();
    case 'stopping':
      return power.stopped(record, now);
    case 'stopped':
      return [() => power.starting(record, now), () => power.terminating(record, now), () => revise(record, now)][
        choice % 3
      ]?.();
    case 'starting':
      return [
        () => power.notStarted(record, now, 'capacity'),
        () => moves.ready(record, now, proof),
        () => power.startTaken(record, now, undefined),
      ][choice % 3]?.();
    case 'terminating':
      return power.terminated(record, now);
    case 'terminated':
    case 'failed':
      return undefined;
  }
}

/** By the price list alone, in millionths of a dollar an hour: what a machine costs from a change on. */
function listPrice(record: InstanceRecord, before: number): number {
  const [size, disk, address] = [20_400, 2400, 5000];
  if (record.state === 'requested' || record.state === 'terminated') return 0;
  if (record.state === 'stopped') return disk;
  if (record.state === 'terminating') return before;
  return size + disk + (passing(record).address === undefined ? 0 : address);
}

const lives = fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 2800 }), choice: fc.nat(11) }), {
  maxLength: 40,
});

describe('what machines cost', () => {
  it('is the price list’s, over any life, in the record, the counters and the gauge alike; hours that are charged as running are counted', () => {
    fc.assert(
      fc.property(lives, (life) => {
        let record: InstanceRecord = sampleRecord('requested', { ratePerHourMicros: 0 });
        let [counted, gauged, expected, price, bookings, ranMinutes] = [0, 0, 0, 0, 0, 0];
        const [byHour, expectedByHour] = [new Map<string, number>(), new Map<string, number>()];
        let ms = sampleNow.getTime();
        for (const { minutes, choice } of life) {
          const wasStarting = record.state === 'starting';
          const change = nextChange(record, new Date(ms + minutes * 60_000), choice);
          if (change === undefined) break;
          const wasOff = wasStarting && change.next.state !== 'ready';
          ms += minutes * 60_000;
          expected += ((wasOff ? 2400 : price) * minutes) / 60;
          if (!wasOff && price > 2400) ranMinutes += minutes;
          // What each hour should have, minute by minute.
          for (let minute = 0; minute < minutes; minute++) {
            const hour = new Date(ms - (minute + 1) * 60_000).toISOString().slice(0, 13);
            expectedByHour.set(hour, (expectedByHour.get(hour) ?? 0) + (wasOff ? 2400 : price) / 60);
          }
          price = listPrice(change.next, price);
          bookings += 1;
          counted += change.counters['cost#postgresql'] ?? 0;
          for (const { event, at: countedAt } of countsOf(change, new Date(ms))) {
            const hour = countedAt.toISOString().slice(0, 13);
            byHour.set(hour, (byHour.get(hour) ?? 0) + (event.counters['cost#postgresql'] ?? 0));
          }
          gauged += change.gauges['cost-per-hour'] ?? 0;
          record = change.next;
        }

        expect(counted).toBe(record.costMicros);
        expect(gauged).toBe(price);
        expect(record.ranMs).toBe(ranMinutes * 60_000);
        expect(record.ratePerHourMicros).toBe(price);
        for (const hour of new Set([...byHour.keys(), ...expectedByHour.keys()])) {
          const difference = (byHour.get(hour) ?? 0) - (expectedByHour.get(hour) ?? 0);
          expect(Math.abs(difference)).toBeLessThanOrEqual(bookings + 1);
        }
        // Each booking rounds to a millionth of a dollar.
        expect(Math.abs(record.costMicros - expected)).toBeLessThanOrEqual(bookings / 2 + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('of machines stored before disks were counted is what it was up to the next write, and all of it from then on', () => {
    const stored = (state: 'ready' | 'stopped', unknown: readonly string[]) => {
      const item = Object.entries(sampleRecord(state)).filter(([name]) => !unknown.includes(name));
      return instanceItem.parse({ ...Object.fromEntries(item), schemaVersion: 2 });
    };
    const running = stored('ready', ['prices', 'ratePerHourMicros']);
    const stopped = stored('stopped', ['prices', 'ratePerHourMicros', 'billedSince']);

    const next = revise(running, sampleNow);
    const later = revise(next.next, new Date(sampleNow.getTime() + 3_600_000));

    expect(running).toMatchObject({ ratePerHourMicros: 20_400 });
    expect(unbilledMicros(running, sampleNow)).toBe(340);
    expect(next.next.costMicros).toBe(340);
    expect(next.gauges).toEqual({ 'cost-per-hour': expect.closeTo(5000 + (0.088 * 20 * 1e6) / 730, -1) as number });
    expect(later.next.costMicros - next.next.costMicros).toBe(next.next.ratePerHourMicros);
    expect(stopped).toMatchObject({ ratePerHourMicros: 0, billedSince: at(-300) });
    expect(unbilledMicros(stopped, sampleNow)).toBe(0);
    expect(revise(stopped, sampleNow).gauges).toEqual({ 'cost-per-hour': 2411 });
  });
});
