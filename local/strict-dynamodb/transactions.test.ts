import { TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openThings, refusalOf } from './testing/strict-tables.ts';

type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

const TableName = 'things';
const key = (id: string) => ({ id, place: 'here' });
const put = (id: string, more: object = {}) => ({ Put: { TableName, Item: { ...key(id), ...more } } });
const transaction = (TransactItems: Writes, ClientRequestToken?: string) =>
  new TransactWriteCommand({ TransactItems, ClientRequestToken });
const codes = (...names: string[]) => names.map((Code) => expect.objectContaining({ Code }) as unknown);

/** The first transaction is on its way, in the midst of its 15 ms. */
async function withOngoing(...items: Writes) {
  const things = await openThings();
  const first = things.client.send(transaction(items));
  await things.clock.advance(5);
  const meanwhile = async (work: Promise<unknown>) => {
    const refusal = refusalOf(work);
    await things.clock.advance(60);
    await first;
    return await refusal;
  };
  return { ...things, meanwhile };
}

/**
 * "A PutItem, UpdateItem, or DeleteItem request for an item conflicts with an ongoing TransactWriteItems request that includes the
 * same item. An item within a TransactWriteItems request is part of another ongoing TransactWriteItems request."
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
describe('while a transaction goes on', () => {
  it('another one of the same item is cancelled, and says of which', async () => {
    const { client, meanwhile } = await withOngoing(put('a'));

    expect(await meanwhile(client.send(transaction([put('b'), put('a')])))).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: codes('None', 'TransactionConflict'),
    });
  });

  it('nothing is written of the one that was cancelled', async () => {
    const { client, meanwhile, send } = await withOngoing(put('a'));

    await meanwhile(client.send(transaction([put('b'), put('a')])));

    expect((await send(new GetCommand({ TableName, Key: key('b') }))).Item).toBeUndefined();
  });

  it.each([
    ['PutItem', new PutCommand({ TableName, Item: key('a') })],
    ['UpdateItem', new UpdateCommand({ TableName, Key: key('a'), UpdateExpression: 'REMOVE colour' })],
    ['DeleteItem', new DeleteCommand({ TableName, Key: key('a') })],
  ])('%s of its item is refused', async (_, command) => {
    const { client, meanwhile } = await withOngoing(put('a'));

    expect(await meanwhile(client.send(command as PutCommand))).toMatchObject({ name: 'TransactionConflictException' });
  });

  it('also an item that is only checked is kept', async () => {
    const check = {
      ConditionCheck: { TableName, Key: key('a'), ConditionExpression: 'attribute_not_exists(id)' },
    };
    const { client, meanwhile } = await withOngoing(check, put('b'));

    expect(await meanwhile(client.send(new PutCommand({ TableName, Item: key('a') })))).toMatchObject({
      name: 'TransactionConflictException',
    });
  });

  it('other items are written', async () => {
    const { client, meanwhile } = await withOngoing(put('a'));

    expect(await meanwhile(client.send(transaction([put('b')])))).toHaveProperty('answer');
  });

  /** A read sees what was before or after, and is not refused: …/transaction-apis.html#transaction-isolation */
  it('GetItem reads what was before', async () => {
    const { client, meanwhile } = await withOngoing(put('a'));
    const read = client.send(new GetCommand({ TableName, Key: key('a'), ConsistentRead: true }));

    const { answer } = (await meanwhile(read)) as { answer: object };
    expect(answer).not.toHaveProperty('Item');
  });

  it('a transaction of reads is cancelled', async () => {
    const { client, meanwhile } = await withOngoing(put('a'));
    const Key = { id: { S: 'a' }, place: { S: 'here' } };
    const reads = new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] });

    expect(await meanwhile(client.send(reads))).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: codes('TransactionConflict'),
    });
  });
});

it('writes of one item without transactions do not meet', async () => {
  const { client, clock } = await openThings();
  const write = () => client.send(new UpdateCommand(counted));
  const counted = {
    TableName,
    Key: key('a'),
    UpdateExpression: 'ADD used :one',
    ExpressionAttributeValues: { ':one': 1 },
  };

  await clock.run(Promise.all([write(), write(), write()]));

  const { Item } = await clock.run(client.send(new GetCommand({ TableName, Key: key('a') })));
  expect(Item).toMatchObject({ used: 3 });
});

/**
 * "An item within a TransactGetItems request is part of an ongoing TransactWriteItems, BatchWriteItem, PutItem, UpdateItem, or
 * DeleteItem request." https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
it.each(['before it', 'after it'])('a transaction of reads is cancelled by a write that began %s', async (order) => {
  const { client, clock } = await openThings();
  const Key = { id: { S: 'a' }, place: { S: 'here' } };
  const write = () => client.send(new PutCommand({ TableName, Item: key('a') }));
  const read = () =>
    refusalOf(client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] })));
  const [first, second] = order === 'before it' ? [write, read] : [read, write];

  const begun = first();
  await clock.advance(5);
  const results = await clock.run(Promise.all([begun, second()]));

  expect(results).toContainEqual(expect.objectContaining({ name: 'TransactionCanceledException' }));
});

it('a condition that fails is told with its item where that was asked for', async () => {
  const { send } = await openThings();
  await send(new PutCommand({ TableName, Item: { ...key('a'), colour: 'red' } }));
  const guarded = {
    Put: {
      TableName,
      Item: key('a'),
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };

  expect(await refusalOf(send(transaction([put('b'), guarded])))).toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { colour: { S: 'red' } } }],
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
describe('with a client request token', () => {
  const counted = {
    Update: {
      TableName,
      Key: key('a'),
      UpdateExpression: 'ADD used :one',
      ExpressionAttributeValues: { ':one': 1 },
    },
  };
  const used = async ({ send }: Awaited<ReturnType<typeof openThings>>) =>
    (await send(new GetCommand({ TableName, Key: key('a') }))).Item?.['used'] as unknown;

  it('a transaction that is sent again is written once', async () => {
    const things = await openThings();
    await things.send(transaction([counted], 'token'));
    await things.send(transaction([counted], 'token'));

    expect(await used(things)).toBe(1);
  });

  it('and costs what reading its items does', async () => {
    const things = await openThings();
    await things.send(transaction([counted], 'token'));
    things.meter.reset();

    await things.send(transaction([counted], 'token'));

    expect(things.meter.read().uses).toMatchObject([{ kind: 'read', units: 2 }]);
  });

  it('but after 10 minutes again', async () => {
    const things = await openThings();
    await things.send(transaction([counted], 'token'));
    await things.clock.advance(10 * 60_000 + 1);
    await things.send(transaction([counted], 'token'));

    expect(await used(things)).toBe(2);
  });

  it('one that still goes on is refused', async () => {
    const { client, clock } = await openThings();
    const first = client.send(transaction([counted], 'token'));
    await clock.advance(5);
    const second = refusalOf(client.send(transaction([counted], 'token')));

    await clock.run(first);

    expect(await second).toMatchObject({ name: 'TransactionInProgressException' });
  });

  it('one of another content is refused', async () => {
    const { send } = await openThings();
    await send(transaction([counted], 'token'));

    expect(await refusalOf(send(transaction([put('a')], 'token')))).toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  it('one that was cancelled may be sent again', async () => {
    const things = await openThings();
    const { client, clock } = things;
    const other = client.send(new TransactWriteCommand({ TransactItems: [put('a')] }));
    await clock.advance(5);
    const cancelled = await clock.run(refusalOf(client.send(transaction([counted], 'token'))));
    await other;

    await things.send(transaction([counted], 'token'));

    expect(cancelled).toMatchObject({ name: 'TransactionCanceledException' });
    expect(await used(things)).toBe(1);
  });
});
