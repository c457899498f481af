import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketSeconds, durationBucket, percentile } from './counters.ts';
import { StatisticsCounter } from './statistics-counter.ts';
import { StatisticsEventRepository } from './statistics-event-repository.ts';
import { StatisticsRepository } from './statistics-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let statistics: StatisticsRepository;

beforeAll(async () => {
  tables = await createTestTables(['statistics', 'statistics-events']);
  statistics = new StatisticsRepository(tables.database);
});
afterAll(() => tables.remove());

describe('StatisticsRepository', () => {
  it('sums gauges over their shards', async () => {
    const events = new StatisticsEventRepository(tables.database);
    for (let shard = 0; shard < 8; shard++) {
      await events.append({ gauges: { 'state#ready': shard + 1 } }, new Date('2026-03-01T10:20:30Z'));
      await new StatisticsCounter(tables.database, () => shard / 8).countAll();
    }

    expect(await statistics.readOne('gauge#7')).toEqual({ 'state#ready': 8 });
    expect(await statistics.gauges()).toEqual({ 'state#ready': 36 });
  });

  it('reads more items than one batch holds', async () => {
    await new StatisticsEventRepository(tables.database).append({ counters: { signIns: 1 } }, new Date('2026-03-03'));
    await new StatisticsCounter(tables.database).countAll();

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
