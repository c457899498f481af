import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { IdempotencyRepository } from './idempotency-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { step, transact } from './transaction.ts';

const now = new Date('2026-11-01T12:00:00.000Z');
const tomorrow = new Date(now.getTime() + 86_400_000);

let tables: TestTables;
let keys: IdempotencyRepository;

beforeAll(async () => {
  tables = await createTestTables(['idempotency']);
  keys = new IdempotencyRepository(tables.database);
});
afterAll(() => tables.remove());

const use = async (key: string, answer: string, at = now) =>
  await transact(
    tables.database,
    [step(keys.item(key, { requestHash: 'hash', answer }, at), 'key-in-use')],
    (reason) => reason,
  );

it('remembers the first answer under a key for a day', async () => {
  expect([await use('a', 'first'), await use('a', 'second')]).toEqual([undefined, 'key-in-use']);

  expect(await keys.get('a', now)).toEqual({ requestHash: 'hash', answer: 'first' });
  expect(await keys.get('a', tomorrow)).toBeUndefined();
  expect(await use('a', 'third', tomorrow)).toBeUndefined();
});

it('reads what was stored before there were versions', async () => {
  const Item = { key: 'old', requestHash: 'hash', answer: { id: 'mch_1' }, ttl: now.getTime() / 1000 + 60 };
  await tables.database.client.send(new PutCommand({ TableName: tables.database.table('idempotency'), Item }));

  expect(await keys.get('old', now)).toEqual({ requestHash: 'hash', answer: { id: 'mch_1' } });
});
