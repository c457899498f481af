import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketKeys, bucketSeconds, durationBucket, percentile } from './counters.ts';
import { StatisticsRepository } from './statistics-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { plainSteps, transact } from './transaction.ts';

let tables: TestTables;
let statistics: StatisticsRepository;

beforeAll(async () => {
  tables = await createTestTables(['statistics']);
  statistics = new StatisticsRepository(tables.database);
});
afterAll(() => tables.remove());

describe('StatisticsRepository', () => {
  it('adds to the hour and to the day', async () => {
    const at = new Date('2026-03-01T10:20:30Z');

    await statistics.count({ signIns: 2 }, at);
    await statistics.count({ signIns: 1, lockouts: 1 }, at);

    const { hour, day } = bucketKeys(at);
    expect(await statistics.readOne(hour)).toEqual({ signIns: 3, lockouts: 1 });
    expect(await statistics.readOne(day)).toEqual({ signIns: 3, lockouts: 1 });
  });

  it('sums gauges over their shards', async () => {
    await Promise.all(Array.from({ length: 20 }, () => statistics.gauge({ 'state#ready': 1 })));
    await statistics.gauge({ 'state#ready': -5 });

    expect((await statistics.gauges())['state#ready']).toBe(15);
  });

  it('loses nothing when 20 transactions meet on one item', async () => {
    const at = new Date('2026-03-02T00:00:00Z');

    await Promise.all(
      Array.from({ length: 20 }, () =>
        transact(tables.database, plainSteps(...statistics.countItems({ launches: 1 }, at)), () => 'refused'),
      ),
    );

    expect((await statistics.readOne('day#2026-03-02'))['launches']).toBe(20);
  });

  it('reads more items than one batch holds', async () => {
    const at = new Date('2026-03-03T00:00:00Z');
    await statistics.count({ signIns: 1 }, at);

    const found = await statistics.read(['day#2026-03-03', ...Array.from({ length: 130 }, (_, n) => `day#none-${n}`)]);

    expect([...found.keys()]).toEqual(['day#2026-03-03']);
  });
});

describe('percentile', () => {
  it('is at most 5 % off', () => {
    const buckets = new Map<number, number>();
    for (let seconds = 1; seconds <= 1000; seconds++) {
      const bucket = durationBucket(seconds);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
    }

    expect(percentile(buckets, 0.5)).toBeGreaterThan(500 * 0.92);
    expect(percentile(buckets, 0.5)).toBeLessThan(500 * 1.08);
    expect(Math.abs(bucketSeconds(durationBucket(60)) - 60) / 60).toBeLessThan(0.05);
  });

  it('is unknown without durations', () => {
    expect(percentile(new Map(), 0.5)).toBeUndefined();
  });
});
