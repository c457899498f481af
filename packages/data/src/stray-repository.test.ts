import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StrayRepository } from './stray-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

const now = new Date('2026-11-01T12:00:00.000Z');
const later = new Date('2026-11-01T12:01:00.000Z');

let tables: TestTables;
let strays: StrayRepository;

beforeAll(async () => {
  tables = await createTestTables(['instances']);
  strays = new StrayRepository(tables.database);
});
afterAll(() => tables.remove());

it('knows a stray from its first sight until it is forgotten', async () => {
  expect([await strays.see('i-1', now), await strays.see('i-1', later)]).toEqual([true, false]);
  expect(await strays.list()).toEqual([
    { ec2InstanceId: 'i-1', foundAt: now.toISOString(), lastSeenAt: later.toISOString() },
  ]);

  expect([await strays.forget('i-1'), await strays.forget('i-1')]).toEqual([true, false]);
  expect(await strays.list()).toEqual([]);
});

it('reads what was stored before there were versions', async () => {
  const times = { foundAt: now.toISOString(), lastSeenAt: now.toISOString() };
  const Item = { instanceId: '#strays', sk: 'i-2', ...times };
  await tables.database.client.send(new PutCommand({ TableName: tables.database.table('instances'), Item }));

  expect(await strays.list()).toEqual([{ ec2InstanceId: 'i-2', ...times }]);
});
