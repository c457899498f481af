import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InstanceLists } from '@cloudapp/data/instance-lists';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { PresentOwners } from '@cloudapp/data/present-owners';
import { tables } from '@cloudapp/data/tables';
import { createTableInput, createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { plainSteps, transact } from '@cloudapp/data/transaction';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followIndexes } from './indexes.ts';

const { 'by-owner': byOwner, 'by-attention': byAttention } = tables.instances.indexes;
/** The table of machines as it was before what all machines have in common was spread over partitions. */
const before = {
  ...tables.instances,
  indexes: {
    'by-owner': byOwner,
    'by-attention': byAttention,
    'by-all': { partitionKey: 'kind', sortKey: 'createdAt', projection: 'all' },
  },
} as const;

let set: TestTables;
let name: string;

beforeAll(async () => {
  set = await createTestTables(['users']);
  name = set.database.table('instances');
  await set.database.client.send(new CreateTableCommand(createTableInput(name, before)));
});
afterAll(async () => {
  await set.database.client.send(new DeleteTableCommand({ TableName: name }));
  await set.remove();
});

it('brings a table of an earlier start to today’s indexes, and nothing vanishes from a list', async () => {
  const client = new DynamoDBClient({});
  const record = sampleRecord('ready', { attention: 'settled', dueAt: '2026-03-01T11:00:00.000Z' });
  const Item = { ...record, sk: 'instance', schemaVersion: 3, ownerId: record.owner.id, kind: 'machine' };
  await transact(set.database, plainSteps({ Put: { TableName: name, Item } }), () => undefined);

  const wanted = createTableInput(name, tables.instances);
  await followIndexes(client, wanted);
  await followIndexes(client, wanted);

  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  const names = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
  expect(new Set(names)).toEqual(new Set(Object.keys(tables.instances.indexes)));
  const instances = new InstanceRepository(set.database);
  const lists = new InstanceLists(set.database, instances, new PresentOwners({ getMany: () => Promise.resolve([]) }));
  const listed = await lists.list({ ended: false, limit: 10 }, record.owner);
  expect(listed.items.map(({ instanceId }) => instanceId)).toEqual([record.instanceId]);
  const due = await instances.listDue('settled', new Date('2026-03-01T12:00:00.000Z'), 10);
  expect(due.map(({ instanceId }) => instanceId)).toEqual([record.instanceId]);
});
