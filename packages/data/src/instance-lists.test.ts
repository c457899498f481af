import { PutCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newId } from './ids.ts';
import { InstanceLists, type InstanceFilter } from './instance-lists.ts';
import { kindPartitions } from './instance-partitions.ts';
import { instanceItem, type InstanceRecord } from './instance-record.ts';
import { InstanceRepository } from './instance-repository.ts';
import { PresentOwners } from './present-owners.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { transact } from './transaction.ts';
import { UserRepository } from './user-repository.ts';

type Item = Record<string, unknown>;

const stored = z
  .object({ every: z.record(z.string(), z.unknown()), each: z.array(z.looseObject({ state: z.string() })) })
  .parse(JSON.parse(readFileSync(new URL('testing/instances-of-version-1.json', import.meta.url), 'utf8')));
const nobody = { id: 'usr_nobody', name: '', email: '' };
const count = 60;

let tables: TestTables;
let instances: InstanceRepository;
let lists: InstanceLists;
let all: InstanceRecord[];

/** Machines a second apart, two of each second, of three states, every fifth written before partitions had numbers. */
beforeAll(async () => {
  tables = await createTestTables(['instances', 'users']);
  instances = new InstanceRepository(tables.database);
  lists = new InstanceLists(tables.database, instances, new PresentOwners(new UserRepository(tables.database)));
  const items = Array.from({ length: count }, (_, index) => itemOf(index));
  all = items.map((item) => instanceItem.parse(item)).sort(newestFirst);
  for (const [index, item] of items.entries()) await (index % 5 === 0 ? putOld(item) : write(instanceItem.parse(item)));
});
afterAll(() => tables.remove());

function itemOf(index: number): Item {
  const state = ['ready', 'stopped', 'terminated'][index % 3];
  const at = new Date(Date.UTC(2026, 9, 1, 12, 0, Math.floor(index / 2)));
  const facts = stored.each.find((one) => one.state === state);
  const blueprint = { id: index % 2 === 0 ? 'tiny' : 'other', version: 1, name: 'Tiny', icon: 'server' };
  return {
    ...stored.every,
    ...facts,
    instanceId: newId('mch', at),
    createdAt: at.toISOString(),
    name: `number-${index}`,
    blueprint,
  };
}

async function putOld(item: Item): Promise<void> {
  const Item = { ...item, kind: item['state'] === 'terminated' ? 'ended' : 'machine' };
  await tables.database.client.send(new PutCommand({ TableName: tables.database.table('instances'), Item }));
}

async function write(record: InstanceRecord): Promise<void> {
  await transact(tables.database, [{ item: instances.createItem(record), reason: 'taken' }], (reason) => {
    throw new Error(reason);
  });
}

function newestFirst(a: InstanceRecord, b: InstanceRecord): number {
  return b.createdAt.localeCompare(a.createdAt) || b.instanceId.localeCompare(a.instanceId);
}

const idsOf = (records: readonly InstanceRecord[]) => records.map(({ instanceId }) => instanceId);

async function pagesOf(filter: Omit<InstanceFilter, 'cursor'>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await lists.list({ ...filter, cursor }, nobody);
    pages.push(idsOf(items));
    cursor = nextCursor;
  } while (cursor !== undefined);
  return pages;
}

describe('the list of all machines', () => {
  it('is spread over every partition', async () => {
    const counts = await Promise.all([...kindPartitions(false), ...kindPartitions(true)].map(countIn));

    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(count);
  });

  it.each([3, 7, 100])('is in order and whole, living and ended, in pages of %i', async (limit) => {
    const pages = await pagesOf({ ended: true, limit });

    expect(pages.flat()).toEqual(idsOf(all));
    expect(pages.every((page) => page.length <= limit)).toBe(true);
  });

  it.each<[string, Partial<InstanceFilter>, (record: InstanceRecord) => boolean]>([
    ['those that live', {}, ({ state }) => state !== 'terminated'],
    ['a state', { state: 'stopped' }, ({ state }) => state === 'stopped'],
    ['those that ended', { state: 'terminated' }, ({ state }) => state === 'terminated'],
    [
      'a blueprint',
      { blueprintId: 'other' },
      ({ blueprint, state }) => blueprint.id === 'other' && state !== 'terminated',
    ],
    ['words', { search: 'number-4' }, ({ name, state }) => name.startsWith('number-4') && state !== 'terminated'],
  ])('narrowed to %s has exactly those, in order', async (_, filter, isMeant) => {
    const pages = await pagesOf({ ended: false, limit: 4, ...filter });

    const meant = idsOf(all.filter(isMeant));
    expect(meant.length).toBeGreaterThan(4);
    expect(pages.flat()).toEqual(meant);
  });

  it('shows machines as they are, though the index lags behind', async () => {
    const [first] = all.filter(({ state }) => state === 'ready');
    const lagging = new InstanceLists(
      tables.database,
      { getMany: async (ids) => (await instances.getMany(ids)).map((record) => ended(record, first)) },
      new PresentOwners(new UserRepository(tables.database)),
    );

    const { items } = await lagging.list({ ended: false, limit: 100 }, nobody);

    expect(idsOf(items)).toEqual(idsOf(all.filter((one) => one.state !== 'terminated' && one !== first)));
  });
});

function ended(record: InstanceRecord, which: InstanceRecord | undefined): InstanceRecord {
  return record.instanceId === which?.instanceId ? { ...record, state: 'terminated' } : record;
}

async function countIn(partition: string): Promise<number> {
  const input: QueryCommandInput = {
    TableName: tables.database.table('instances'),
    IndexName: 'by-kind',
    KeyConditionExpression: 'kind = :kind',
    ExpressionAttributeValues: { ':kind': partition },
    Select: 'COUNT',
  };
  return (await tables.database.client.send(new QueryCommand(input))).Count ?? 0;
}
