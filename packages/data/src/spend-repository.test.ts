import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpendRepository } from './spend-repository.ts';
import { spendPartition, spendPartitions } from './spend.ts';
import { StatisticsCounter } from './statistics-counter.ts';
import { StatisticsEventRepository } from './statistics-event-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;

beforeAll(async () => {
  tables = await createTestTables(['statistics', 'statistics-events', 'users']);
});
afterAll(() => tables.remove());

describe('SpendRepository', () => {
  it('finds everybody who had a machine in a month, and nobody of another month', async () => {
    const events = new StatisticsEventRepository(tables.database);
    const owners = Array.from({ length: 40 }, (_, number) => `usr_${number}`);
    const inMay = new Date('2026-05-20T10:00:00Z');
    await Promise.all(
      owners.map((ownerId, number) => events.append({ counters: { 'cost#tiny': number + 1 }, ownerId }, inMay)),
    );
    await events.append({ counters: { 'cost#other': 3, launches: 1 }, ownerId: 'usr_0' }, inMay);
    await events.append({ counters: { 'cost#tiny': 99 }, ownerId: 'usr_june' }, new Date('2026-06-01T00:00:00Z'));
    await new StatisticsCounter(tables.database).countAll();

    const found = await new SpendRepository(tables.database).ofMonth('2026-05');

    expect(found.map(({ ownerId }) => ownerId).sort()).toEqual(owners.sort());
    const [first] = found.filter(({ ownerId }) => ownerId === 'usr_0');
    expect(Object.fromEntries(first?.costs ?? [])).toEqual({ tiny: 1, other: 3 });
    expect(await new SpendRepository(tables.database).ofMonth('2026-04')).toEqual([]);
  });

  it('gives them some at a time, each once, and what they cost together', async () => {
    const events = new StatisticsEventRepository(tables.database);
    const owners = Array.from({ length: 30 }, (_, number) => `usr_${number}`);
    const inJuly = new Date('2026-07-20T10:00:00Z');
    await Promise.all(
      owners.map((ownerId) => events.append({ counters: { 'cost#a': 2, 'cost#b': 3 }, ownerId }, inJuly)),
    );
    await new StatisticsCounter(tables.database).countAll();
    const spend = new SpendRepository(tables.database);
    const found: string[] = [];

    for (let last = 7; last === 7;) {
      const page = await spend.page('2026-07', found.at(-1), 7);
      last = page.length;
      found.push(...page.map(({ ownerId }) => ownerId));
    }

    expect([...found].sort()).toEqual(owners.sort());
    expect(await spend.page('2026-08', undefined, 7)).toEqual([]);
    expect(await spend.totals('2026-07', ['usr_3', 'usr_nobody'])).toEqual(new Map([['usr_3', 5]]));
  });

  it('spreads people over all partitions of their month', () => {
    const used = Array.from({ length: 200 }, (_, number) => spendPartition('2026-05', `usr_${number}`));
    expect([...new Set(used)].sort()).toEqual(spendPartitions('2026-05'));
  });
});
