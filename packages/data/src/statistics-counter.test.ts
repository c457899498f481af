import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketKeys } from './counters.ts';
import { StatisticsCounter } from './statistics-counter.ts';
import { StatisticsEventRepository, type StatisticsEvent } from './statistics-event-repository.ts';
import { StatisticsRepository } from './statistics-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { plainSteps, transact } from './transaction.ts';

let tables: TestTables;
let events: StatisticsEventRepository;
let statistics: StatisticsRepository;

beforeAll(async () => {
  tables = await createTestTables(['statistics', 'statistics-events', 'users']);
  events = new StatisticsEventRepository(tables.database);
  statistics = new StatisticsRepository(tables.database);
});
afterAll(() => tables.remove());

const counter = () => new StatisticsCounter(tables.database);

async function waiting(): Promise<string[]> {
  const { Items = [] } = await tables.database.client.send(
    new ScanCommand({ TableName: tables.database.table('statistics-events') }),
  );
  return Items.map((item) => String(item['eventId']));
}

describe('StatisticsCounter', () => {
  it('adds to the hour and the day of each event, to gauges and to what was learnt', async () => {
    const at = new Date('2026-03-01T23:59:59.999Z');
    const next = new Date('2026-03-02T00:00:00.000Z');
    await events.append({ counters: { signIns: 2 }, gauges: { 'state#ready': 1 } }, at);
    await events.append({ counters: { signIns: 1, lockouts: 1 }, gauges: { 'state#ready': -3 } }, at);
    await events.append({ counters: { signIns: 8 }, learnt: { key: 'learnt#tiny#1', counters: { 'h#a#3': 1 } } }, next);

    expect(await counter().countAll()).toMatchObject({ counted: 3, known: 0, unreadable: [] });

    const { hour, day } = bucketKeys(at);
    expect(await statistics.readOne(hour)).toEqual({ signIns: 3, lockouts: 1 });
    expect(await statistics.readOne(day)).toEqual({ signIns: 3, lockouts: 1 });
    expect(await statistics.readOne(bucketKeys(next).day)).toEqual({ signIns: 8 });
    expect((await statistics.gauges())['state#ready']).toBe(-2);
    expect(await statistics.readOne('learnt#tiny#1')).toEqual({ 'h#a#3': 1 });
    expect(await waiting()).toEqual([]);
  });

  it('keeps hours for 8 days, days for 400 and people’s months for 800, and what was learnt for good', async () => {
    const at = new Date('2026-03-04T10:00:00.000Z');
    await events.append({ counters: { signIns: 1 }, learnt: { key: 'learnt#tiny#4', counters: { 'h#a#3': 1 } } }, at);
    await events.append({ counters: { 'cost#tiny': 1 }, ownerId: 'usr_kept' }, at);
    await counter().countAll();

    const { Items = [] } = await tables.database.client.send(
      new ScanCommand({ TableName: tables.database.table('statistics') }),
    );
    const ttlOf = (pk: string) => Items.find((item) => item['pk'] === pk)?.['ttl'] as unknown;
    expect(ttlOf('hour#2026-03-04T10')).toBe(Date.parse('2026-03-12T10:00:00.000Z') / 1000);
    expect(ttlOf('day#2026-03-04')).toBe(at.getTime() / 1000 + 400 * 86_400);
    expect(ttlOf('spend#2026-03#usr_kept')).toBe(at.getTime() / 1000 + 800 * 86_400);
    expect(ttlOf('learnt#tiny#4')).toBeUndefined();
  });

  it('adds what a machine cost to its owner’s month, and nothing else of the event', async () => {
    const at = new Date('2026-04-30T23:00:00.000Z');
    const next = new Date('2026-05-01T00:00:00.000Z');
    await events.append({ counters: { 'cost#tiny': 5, 'ready#tiny': 1 }, ownerId: 'usr_a' }, at);
    await events.append({ counters: { 'cost#tiny': 7, 'cost#other': 2 }, ownerId: 'usr_a' }, at);
    await events.append({ counters: { 'cost#tiny': 9 }, ownerId: 'usr_a' }, next);
    await events.append({ counters: { signIns: 1 }, ownerId: 'usr_b' }, at);

    await counter().countAll();

    expect(await statistics.readOne('spend#2026-04#usr_a')).toEqual({ 'cost#tiny': 12, 'cost#other': 2 });
    expect(await statistics.readOne('spend#2026-05#usr_a')).toEqual({ 'cost#tiny': 9 });
    expect(await statistics.readOne('spend#2026-04#usr_b')).toEqual({});
    expect(await statistics.readOne('day#2026-04-30')).toMatchObject({ 'cost#tiny': 12, 'ready#tiny': 1 });
  });

  it('counts 20 events once each when five who count meet', async () => {
    const at = new Date('2026-03-05T00:00:00Z');
    await Promise.all(Array.from({ length: 20 }, () => events.append({ counters: { launches: 1 } }, at)));
    const ids = await waiting();

    const results = await Promise.all(Array.from({ length: 5 }, () => counter().count(ids)));

    expect(results.reduce((sum, { counted }) => sum + counted, 0)).toBe(20);
    expect(results.reduce((sum, { known }) => sum + known, 0)).toBe(80);
    expect((await statistics.readOne('day#2026-03-05'))['launches']).toBe(20);
  });

  it('counts the rest of a transaction of which somebody else was faster with a part', async () => {
    const at = new Date('2026-03-06T00:00:00Z');
    await events.append({ counters: { launches: 1 } }, at);
    const [first = ''] = await waiting();
    await events.append({ counters: { launches: 10 } }, at);
    const ids = await waiting();
    const slow = counter();
    const { client } = tables.database;
    let isFirst = true;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === 'TransactWriteItemsCommand' && isFirst) {
          isFirst = false;
          await counter().count([first]);
        }
        return await next(args);
      },
      { step: 'initialize', name: 'faster' },
    );

    const result = await slow.count(ids);
    client.middlewareStack.remove('faster');

    expect(result).toMatchObject({ counted: 1, known: 1 });
    expect((await statistics.readOne('day#2026-03-06'))['launches']).toBe(11);
  });

  it('counts more events than one transaction takes, of many hours and with many names', async () => {
    const start = Date.parse('2026-04-01T00:00:00Z');
    const many = Array.from({ length: 230 }, (_, n) => ({
      at: new Date(start + (n % 40) * 3_600_000),
      event: { counters: { [`cost#${n}`]: n, all: 1 }, gauges: { [`g#${n % 9}`]: 1 } },
    }));
    const steps = many.flatMap(({ at, event }) => plainSteps(...events.items(event, at)));
    for (let from = 0; from < steps.length; from += 100) {
      await transact(tables.database, steps.slice(from, from + 100), () => 'refused');
    }

    expect(await counter().countAll()).toMatchObject({ counted: 230 });

    const days = await statistics.read(['day#2026-04-01', 'day#2026-04-02']);
    expect([...days.values()].reduce((sum, { all = 0 }) => sum + all, 0)).toBe(230);
    const gauges = await statistics.gauges();
    expect(Array.from({ length: 9 }, (_, n) => gauges[`g#${n}`] ?? 0).reduce((sum, value) => sum + value)).toBe(230);
  });

  it('is the sum of the events, whatever they are and in whatever portions they come', async () => {
    const day = fc.integer({ min: 0, max: 3 });
    const numbers = fc.dictionary(fc.constantFrom('a', 'b#c', 'ttl-like', 'h#x#1'), fc.integer({ min: -50, max: 50 }));
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ day, counters: numbers, gauges: numbers }), { maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 6 }),
        async (happened, toldAgain) => {
          const start = Date.parse('2030-01-01T12:00:00Z') + round++ * 4 * 86_400_000;
          const before = await statistics.gauges();
          const event = ({ counters, gauges }: (typeof happened)[number]): StatisticsEvent => ({ counters, gauges });
          for (const one of happened) await events.append(event(one), new Date(start + one.day * 86_400_000));
          const ids = await waiting();
          await counter().count(toldAgain.flatMap((place) => ids[place] ?? []));
          await counter().count(ids);

          for (let d = 0; d < 4; d++) {
            const counted = await statistics.readOne(bucketKeys(new Date(start + d * 86_400_000)).day);
            expect(counted).toEqual(sumOf(happened.filter((one) => one.day === d).map(({ counters }) => counters)));
          }
          const expected = sumOf([before, ...happened.map(({ gauges }) => gauges)]);
          expect(await statistics.gauges()).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  });
});

function sumOf(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [name, value] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}
