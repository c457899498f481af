import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countStatistics, UnreadableEventsError } from './count-statistics.ts';

const at = new Date('2026-03-01T10:20:30Z');

let tables: TestTables;
let events: StatisticsEventRepository;
let statistics: StatisticsRepository;
let complaints: string[];

beforeEach(async () => {
  tables = await createTestTables(['statistics', 'statistics-events', 'users']);
  events = new StatisticsEventRepository(tables.database);
  statistics = new StatisticsRepository(tables.database);
  complaints = [];
});
afterEach(() => tables.remove());

const countedBy = (event: unknown) =>
  countStatistics(event, {
    counter: new StatisticsCounter(tables.database),
    log: { error: (_, message) => complaints.push(message) },
  });

const insertOf = (...ids: string[]) => ({
  Records: ids.map((id) => ({ eventName: 'INSERT', dynamodb: { Keys: { eventId: { S: id } } } })),
});

/** An event under an id of the test's choice. */
async function given(eventId: string, item: object = { at: at.toISOString(), counters: { signIns: 1 }, gauges: {} }) {
  await tables.database.client.send(
    new PutCommand({ TableName: tables.database.table('statistics-events'), Item: { eventId, ...item } }),
  );
}

const signIns = async () => (await statistics.readOne('day#2026-03-01'))['signIns'] ?? 0;

describe('counting statistics', () => {
  it('counts what the stream tells of, and nothing twice when it tells again', async () => {
    await given('sev_1');
    await given('sev_2');

    const first = await countedBy(insertOf('sev_1', 'sev_2'));
    const again = await countedBy(insertOf('sev_1', 'sev_2'));

    expect(first).toMatchObject({ counted: 2, known: 0 });
    expect(again).toMatchObject({ counted: 0, known: 2 });
    expect(await signIns()).toBe(2);
  });

  it('counts by the clock whatever the stream did not tell of', async () => {
    await events.append({ counters: { signIns: 4 } }, at);

    expect(await countedBy({})).toMatchObject({ counted: 1 });
    expect(await signIns()).toBe(4);
  });

  it('goes on after an event that cannot be read, keeps it, and complains of it by the clock', async () => {
    await given('sev_1');
    await given('sev_2', { at: at.toISOString(), counters: 'none', gauges: {} });

    const told = await countedBy(insertOf('sev_2', 'sev_1'));

    expect(told).toMatchObject({ counted: 1, known: 0, unreadable: [expect.anything()] });
    expect(await signIns()).toBe(1);
    expect(complaints).toEqual(['an event of the statistics cannot be read']);
    await given('sev_3');
    await expect(countedBy({})).rejects.toThrow(UnreadableEventsError);
    expect(await signIns()).toBe(2);
    await expect(countedBy({})).rejects.toThrow('1 events of the statistics cannot be read');
  });

  it.each([
    ['that tells of a removal', { Records: [{ ...insertOf('sev_1').Records[0], eventName: 'REMOVE' }] }],
    ['without keys', { Records: [{ eventName: 'INSERT', dynamodb: {} }] }],
  ])('refuses a record %s', async (_, event) => {
    await given('sev_1');

    await expect(countedBy(event)).rejects.toThrow();
    expect(await signIns()).toBe(0);
  });
});
