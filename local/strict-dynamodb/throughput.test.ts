import { BatchGetCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openThings, refusalOf, things } from './testing/strict-tables.ts';

const TableName = 'things';
const instant = { times: { callMilliseconds: 0, transactionMilliseconds: 0 }, indexLagMilliseconds: 0 };
const text = (kib: number) => 'x'.repeat(kib * 1024 - 64);

/** "3,000 read units per second and 1,000 write units per second": …/developerguide/bp-partition-key-design.html */
describe('one value of a partition key', () => {
  const writeOf = (id: string, number: number) =>
    new PutCommand({ TableName, Item: { id, place: String(number), text: text(100) } });

  it('takes 1,000 write units in a second and no more', async () => {
    const { send } = await openThings(instant);
    for (let number = 0; number < 10; number++) await send(writeOf('hot', number));

    expect(await refusalOf(send(writeOf('hot', 10)))).toMatchObject({
      name: 'ThrottlingException',
      ThrottlingReasons: [
        {
          reason: 'TableWriteKeyRangeThroughputExceeded',
          resource: expect.stringMatching(/:table\/things$/) as string,
        },
      ],
    });
  });

  it('leaves the others theirs', async () => {
    const { send } = await openThings(instant);
    for (let number = 0; number < 10; number++) await send(writeOf('hot', number));

    expect(await refusalOf(send(writeOf('cold', 0)))).toHaveProperty('answer');
  });

  it('gives as much again as time has passed, and saves nothing up', async () => {
    const { send, clock } = await openThings(instant);
    await clock.advance(300_000);
    for (let number = 0; number < 10; number++) await send(writeOf('hot', number));
    await clock.advance(100);

    expect(await refusalOf(send(writeOf('hot', 10)))).toHaveProperty('answer');
    expect(await refusalOf(send(writeOf('hot', 11)))).toMatchObject({ name: 'ThrottlingException' });
  });

  it('gives 3,000 read units a second', async () => {
    const { send } = await openThings(instant);
    await send(new PutCommand({ TableName, Item: { id: 'hot', place: 'here', text: text(400) } }));
    const read = new GetCommand({ TableName, Key: { id: 'hot', place: 'here' }, ConsistentRead: true });
    for (let number = 0; number < 30; number++) await send(read);

    expect(await refusalOf(send(read))).toMatchObject({
      name: 'ThrottlingException',
      ThrottlingReasons: [{ reason: 'TableReadKeyRangeThroughputExceeded' }],
    });
  });

  it('leaves keys of a batch aside', async () => {
    const { send } = await openThings({ ...instant, limits: { read: 1, write: 1000 } });
    const Keys = ['a', 'b'].map((place) => ({ id: 'hot', place }));
    const { UnprocessedKeys } = await send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [...Keys, { id: 'hot', place: 'c' }] } } }),
    );

    expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: [{ id: 'hot', place: 'c' }] } });
  });
});

/** "ThrottlingError … when writes get throttled on an On-Demand table": …/APIReference/API_TransactWriteItems.html */
it.each([
  ['PAY_PER_REQUEST', 'ThrottlingError'],
  ['PROVISIONED', 'ProvisionedThroughputExceeded'],
] as const)('a transaction on a table that is %s is cancelled for %s', async (BillingMode, Code) => {
  const { send } = await openThings({ ...instant, limits: { read: 3000, write: 2 } }, { ...things, BillingMode });
  const write = new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { id: 'a', place: 'here' } } }] });
  await send(write);

  expect(await refusalOf(send(write))).toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code }],
  });
});

it('a single write of a table with provisioned capacity is refused by the name of that', async () => {
  const provisioned = { ...things, BillingMode: 'PROVISIONED' } as const;
  const { send } = await openThings({ ...instant, limits: { read: 3000, write: 1 } }, provisioned);
  const write = new PutCommand({ TableName, Item: { id: 'a', place: 'here' } });
  await send(write);

  expect(await refusalOf(send(write))).toMatchObject({ name: 'ProvisionedThroughputExceededException' });
});

/**
 * An index that cannot follow holds its table's writes back: "GSI back-pressure".
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html
 */
describe('an index whose partition is full', () => {
  const writeOf = (id: string, owner: string) =>
    new PutCommand({ TableName, Item: { id, place: 'here', owner, madeAt: id } });
  const full = async () => {
    const opened = await openThings({ ...instant, limits: { read: 3000, write: 3 } });
    for (const id of ['a', 'b', 'c']) await opened.send(writeOf(id, 'owner'));
    return opened;
  };

  it('refuses writes of its table that would change it', async () => {
    const { send } = await full();

    expect(await refusalOf(send(writeOf('d', 'owner')))).toMatchObject({
      ThrottlingReasons: [
        {
          reason: 'IndexWriteKeyRangeThroughputExceeded',
          resource: expect.stringMatching(/table\/things\/index\/all$/) as string,
        },
      ],
    });
  });

  it('is what the meter names', async () => {
    const { send, meter } = await full();
    await refusalOf(send(writeOf('d', 'owner')));

    expect(meter.read().shortages).toEqual({ 'things all': 1 });
  });

  it('lets pass what goes to another of its partitions', async () => {
    const { send } = await full();

    expect(await refusalOf(send(writeOf('d', 'another')))).toHaveProperty('answer');
  });

  it('is read all the same', async () => {
    const { send } = await full();
    const { Count } = await send(
      new QueryCommand({
        TableName,
        IndexName: 'all',
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': 'owner' },
      }),
    );

    expect(Count).toBe(3);
  });
});
