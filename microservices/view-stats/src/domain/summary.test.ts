import { counter, durationBucket, gauge } from '@cloudapp/data/counters';
import { describe, expect, it } from 'vitest';
import { blueprintStatistics } from './blueprint-statistics.ts';
import { series } from './series.ts';
import { summary } from './summary.ts';

const now = new Date('2026-11-24T12:30:00Z');
const seconds = (blueprintId: string, value: number) => counter.secondsToReady(blueprintId, value);

describe('summary', () => {
  it('is all zeros, without rates, before anything happened', () => {
    const result = summary('7d', now, new Map(), {});

    expect(result.machines).toEqual({ total: 0, byState: {}, byBlueprint: [] });
    expect(result.launches).toEqual({
      requested: { now: 0, before: 0 },
      succeeded: { now: 0, before: 0 },
      failed: { now: 0, before: 0 },
    });
  });

  it('compares a period with the one before it', () => {
    const counters = new Map([
      ['day#2026-11-24', { 'launches#web': 3, 'ready#web': 2, 'failed#web': 1, signIns: 5, 'cost#web': 2_500_000 }],
      ['day#2026-11-18', { 'launches#web': 1, 'launches#db': 1, 'ready#db': 1 }],
      ['day#2026-11-17', { 'launches#web': 7, 'failed#web': 1, signIns: 2 }],
    ]);

    const result = summary('7d', now, counters, {});

    expect(result.launches.requested).toEqual({ now: 5, before: 7 });
    expect(result.launches.successRate).toBe(0.75);
    expect(result.launches.successRateBefore).toBe(0);
    expect(result.people.signedIn).toEqual({ now: 5, before: 2 });
    expect(result.cost.period).toEqual({ now: 2.5, before: 0 });
  });

  it('reads what is now from the gauges', () => {
    const gauges = {
      [gauge.users]: 5,
      [gauge.activeUsers]: 4,
      [gauge.administrators]: 1,
      [gauge.machinesInState('ready')]: 2,
      [gauge.machinesInState('terminated')]: 40,
      [gauge.machinesOfBlueprint('web')]: 2,
      [gauge.machinesOfBlueprint('gone')]: 0,
      [gauge.costPerHour]: 81_600,
    };

    const result = summary('24h', now, new Map(), gauges);

    expect(result.people).toMatchObject({ total: 5, active: 4, disabled: 1, administrators: 1 });
    expect(result.machines).toEqual({
      total: 2,
      byState: { ready: 2 },
      byBlueprint: [{ blueprintId: 'web', machines: 2 }],
    });
    expect(result.cost.perHourNow).toBe(0.0816);
  });

  it('gives percentiles over all blueprints', () => {
    const counters = new Map([
      ['hour#2026-11-24T12', { [seconds('web', 30)]: 9, [seconds('db', 300)]: 1 }],
      ['hour#2026-11-22T12', { [seconds('web', 900)]: 50 }],
    ]);

    const { secondsToReady } = summary('24h', now, counters, {}).launches;

    expect(durationBucket(secondsToReady?.p50 ?? 0)).toBe(durationBucket(30));
    expect(durationBucket(secondsToReady?.p95 ?? 0)).toBe(durationBucket(300));
  });
});

describe('series', () => {
  it('has a point for every hour of a day and every day of longer periods', () => {
    expect(series('24h', now, new Map(), {}).points).toHaveLength(24);
    expect(
      series('90d', now, new Map(), {})
        .points.map(({ at }) => at)
        .at(-1),
    ).toBe('2026-11-24T00:00:00.000Z');
  });

  it('follows the number of machines back through their changes', () => {
    const counters = new Map([
      ['day#2026-11-24', { 'net#web': 1 }],
      ['day#2026-11-22', { 'net#web': 2, 'net#db': -1 }],
    ]);

    const { points } = series('7d', now, counters, { 'blueprint#web': 3 });

    expect(points.map(({ machines }) => machines)).toEqual([
      { db: 1 },
      { db: 1 },
      { db: 1 },
      { db: 1 },
      { web: 2 },
      { web: 2 },
      { web: 3 },
    ]);
  });
});

describe('blueprintStatistics', () => {
  it('lists what was used, most launched first', () => {
    const counters = new Map([
      ['day#2026-11-24', { 'launches#db': 1, 'launches#web': 2, 'ready#web': 2, [seconds('web', 60)]: 2 }],
    ]);

    const { items } = blueprintStatistics('30d', now, counters);

    expect(items.map(({ blueprintId, launches, ready }) => [blueprintId, launches, ready])).toEqual([
      ['web', 2, 2],
      ['db', 1, 0],
    ]);
    expect(items[1]).not.toHaveProperty('secondsToReady');
  });
});
