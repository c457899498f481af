import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { itemSize } from './attribute-value.ts';
import { dollarsOf } from './meter.ts';
import { openThings, refusalOf, type AnyCommand, type Send } from './testing/strict-tables.ts';

const TableName = 'things';
const Key = { id: 'a', place: 'here' };
/** An item of so many bytes: its keys take `id` 2 + 1, `place` 5 + 4, and the name `text` 4. */
const sized = (bytes: number) => ({ ...Key, text: 'x'.repeat(bytes - 16) });
const instant = { times: { callMilliseconds: 0, transactionMilliseconds: 0 }, indexLagMilliseconds: 0 };

async function unitsOf(given: object | undefined, command: AnyCommand) {
  const { send, meter } = await openThings(instant);
  if (given) await send(new PutCommand({ TableName, Item: { ...Key, ...given } }));
  meter.reset();
  const answer = await refusalOf((send as Send)(command));
  const units: Record<string, number> = {};
  for (const { index = 'table', units: used } of meter.read().uses) units[index] = (units[index] ?? 0) + used;
  return { units, answer };
}

const unitsFor = async (...args: Parameters<typeof unitsOf>) => (await unitsOf(...args)).units;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
it.each([
  ['a text, in UTF-8', { a: { S: 'é' } }, 3],
  ['a number, a byte for two digits and one more', { a: { N: '12345' } }, 5],
  ['a number without its zeros at the ends', { a: { N: '1200' } }, 3],
  ['a truth', { a: { BOOL: true } }, 2],
  ['bytes as they are, not in base64', { a: { B: 'AAAA' } }, 4],
  ['a list, three and one for each element', { a: { L: [{ S: 'b' }, { S: 'c' }] } }, 8],
  ['a map, three and one for each element', { a: { M: { b: { S: 'c' } } } }, 7],
])('the size of %s', (_, item, bytes) => {
  expect(itemSize(item as never)).toBe(bytes);
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#read-operation-consumption */
describe('a read', () => {
  it.each([
    ['up to 4 KB, eventually consistent', 4096, false, 0.5],
    ['of more', 4097, false, 1],
    ['up to 4 KB, strongly consistent', 4096, true, 1],
    ['of more, strongly consistent', 4097, true, 2],
  ])('%s', async (_, bytes, ConsistentRead, table) => {
    expect(await unitsFor(sized(bytes), new GetCommand({ TableName, Key, ConsistentRead }))).toEqual({ table });
  });

  it('of nothing takes the least', async () => {
    expect(await unitsFor(undefined, new GetCommand({ TableName, Key }))).toEqual({ table: 0.5 });
  });

  it('of many in a batch rounds each up', async () => {
    const Keys = [Key, { id: 'b', place: 'there' }];

    expect(await unitsFor(sized(100), new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }))).toEqual({
      table: 1,
    });
  });

  it('of a page rounds the sum up, of what it looked at and not of what it shows', async () => {
    const { send, meter } = await openThings(instant);
    for (const place of ['1', '2', '3']) {
      await send(new PutCommand({ TableName, Item: { id: 'a', place, text: 'x'.repeat(1900) } }));
    }
    meter.reset();
    await send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'id = :id',
        FilterExpression: 'attribute_exists(colour)',
        ExpressionAttributeValues: { ':id': 'a' },
      }),
    );

    expect(meter.read().uses).toMatchObject([{ operation: 'Query', kind: 'read', units: 1 }]);
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#write-operation-consumption */
describe('a write', () => {
  it.each([
    ['up to 1 KB', 1024, 1],
    ['of more', 1025, 2],
  ])('%s', async (_, bytes, table) => {
    expect(await unitsFor(undefined, new PutCommand({ TableName, Item: sized(bytes) }))).toEqual({ table });
  });

  it('counts the larger of before and after', async () => {
    expect(await unitsFor(sized(3000), new PutCommand({ TableName, Item: sized(100) }))).toEqual({ table: 3 });
  });

  it('of one attribute counts the whole item', async () => {
    const update = new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET colour = :red',
      ExpressionAttributeValues: { ':red': 'red' },
    });

    expect(await unitsFor(sized(3000), update)).toEqual({ table: 3 });
  });

  it('that takes away counts what was there', async () => {
    expect(await unitsFor(sized(3000), new DeleteCommand({ TableName, Key }))).toEqual({ table: 3 });
  });

  it('whose condition fails counts the item that made it fail', async () => {
    const put = new PutCommand({ TableName, Item: Key, ConditionExpression: 'attribute_not_exists(id)' });
    const { units, answer } = await unitsOf(sized(3000), put);

    expect(answer).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(units).toEqual({ table: 3 });
  });

  /** "two underlying reads or writes of every item": …/developerguide/transaction-apis.html#transaction-capacity-handling */
  it('in a transaction counts twice, and in an index once', async () => {
    const Item = { ...Key, owner: 'o', madeAt: '1' };
    const write = new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item } }] });

    expect(await unitsFor(undefined, write)).toEqual({ table: 2, all: 1, keys_only: 1, include: 1 });
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes */
describe('an index', () => {
  const indexed = { owner: 'o', madeAt: '1', colour: 'red', text: 'x' };
  const put = (item: object) => new PutCommand({ TableName, Item: { ...Key, ...item } });

  it.each([
    ['takes one write of an entry that comes', {}, indexed, { all: 1, keys_only: 1, include: 1 }],
    ['takes one write of an entry that goes', indexed, {}, { all: 1, keys_only: 1, include: 1 }],
    ['takes two where its key changes', indexed, { ...indexed, madeAt: '2' }, { all: 2, keys_only: 2, include: 2 }],
    ['takes one where something of it changes', indexed, { ...indexed, colour: 'blue' }, { all: 1, include: 1 }],
    ['takes none where nothing of it changes', indexed, { ...indexed, text: 'y' }, { all: 1 }],
    ['takes none of an item without its key', {}, { owner: 'o' }, {}],
  ])('%s', async (_, before, after, units) => {
    expect(await unitsFor(before, put(after))).toEqual({ table: 1, ...units });
  });

  it('counts the size of what it holds', async () => {
    expect(await unitsFor(undefined, put({ ...indexed, text: 'x'.repeat(3100) }))).toEqual({
      table: 4,
      all: 4,
      keys_only: 1,
      include: 1,
    });
  });
});

it('units have a price', () => {
  const use = { table: 't', operation: 'o' };
  const uses = [
    { ...use, kind: 'read', units: 2_000_000 },
    { ...use, kind: 'write', units: 1_000_000 },
  ] as const;
  const reading = { uses, requests: {}, refusals: {}, shortages: {} };

  expect(dollarsOf(reading, { tableReadMillion: 0.125, tableWriteMillion: 0.625 })).toBeCloseTo(0.875);
});
