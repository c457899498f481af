import { counter } from '@cloudapp/data/counters';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { provisioningRecordOf } from '@cloudapp/machines/domain/provisioning-record';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';

const bucket = 'records';
const launches = counter.launches('postgresql');

let tables: TestTables;
let statistics: StatisticsRepository;
let statisticsEvents: StatisticsEventRepository;

beforeAll(async () => {
  tables = await createTestTables(['statistics', 'statistics-events']);
  statistics = new StatisticsRepository(tables.database);
  statisticsEvents = new StatisticsEventRepository(tables.database);
});
afterAll(() => tables.remove());

const eventOf = (...keys: string[]) => ({
  Records: keys.map((key) => ({ s3: { bucket: { name: bucket }, object: { key } } })),
});

function partsWith(objects: Record<string, string>) {
  const read = async (key: string) => {
    const text = objects[key];
    return text === undefined ? Promise.reject(new Error(`There is no ${key}`)) : Promise.resolve(text);
  };
  return {
    database: tables.database,
    statistics,
    statisticsEvents,
    bucket,
    read,
    now: new Date('2026-03-05T00:00:00.000Z'),
  };
}

function recordOf(place: number, createdAt: string): string {
  const instanceId = `mch_${String(place).padStart(26, '0')}`;
  return JSON.stringify(provisioningRecordOf(sampleRecord('launching', { instanceId, createdAt })));
}

const launchesOn = async (day: string) =>
  (await (await countedStatistics(tables.database)).readOne(`day#${day}`))[launches] ?? 0;

describe('analysing records', () => {
  it('counts each launch once, on the day on which it was asked for', async () => {
    const parts = partsWith({
      'records/a.json': recordOf(1, '2026-03-01T23:59:59.000Z'),
      'records/b c.json': recordOf(2, '2026-03-02T00:00:00.000Z'),
    });
    const event = eventOf('records/a.json', 'records/b+c.json');

    const results = [await analyse(event, parts), await analyse(event, parts)];

    expect(results).toEqual([
      { counted: 2, known: 0 },
      { counted: 0, known: 2 },
    ]);
    expect([await launchesOn('2026-03-01'), await launchesOn('2026-03-02')]).toEqual([1, 1]);
  });

  it('counts once what several calls are told of at the same time', async () => {
    const parts = partsWith({ 'records/d.json': recordOf(3, '2026-03-03T10:00:00.000Z') });

    const results = await Promise.all(Array.from({ length: 5 }, () => analyse(eventOf('records/d.json'), parts)));

    expect(results.reduce((sum, { counted }) => sum + counted, 0)).toBe(1);
    expect(await launchesOn('2026-03-03')).toBe(1);
  });

  it.each([
    ['that is no JSON', '{"schemaVersion": 1,'],
    ['of a version to come', recordOf(4, '2026-03-04T10:00:00.000Z').replace('"schemaVersion":1', '"schemaVersion":2')],
    ['without an owner', recordOf(4, '2026-03-04T10:00:00.000Z').replace('"user"', '"nobody"')],
  ])('names a record %s, and counts nothing', async (_, text) => {
    const analysing = analyse(eventOf('records/e.json'), partsWith({ 'records/e.json': text }));

    await expect(analysing).rejects.toThrow('The record records/e.json cannot be read');
    expect(await launchesOn('2026-03-04')).toBe(0);
  });

  it('reads no other bucket', async () => {
    const event = { Records: [{ s3: { bucket: { name: 'others' }, object: { key: 'records/a.json' } } }] };

    await expect(analyse(event, partsWith({}))).rejects.toThrow('The bucket others is not the one of the records');
  });

  it('refuses an event that is none of S3', async () => {
    await expect(analyse({ Records: [{}] }, partsWith({}))).rejects.toThrow();
  });
});
