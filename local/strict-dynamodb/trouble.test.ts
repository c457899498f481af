import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openThings, refusalOf } from './testing/strict-tables.ts';

const TableName = 'things';
const read = new GetCommand({ TableName, Key: { id: 'one', place: 'here' } });
const write = new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { id: 'one', place: 'here' } } }] });

describe('a DynamoDB in trouble', () => {
  it('takes so much longer for each call', async () => {
    const { database, send, clock } = await openThings();
    database.trouble = { slowMilliseconds: 2_000 };
    const before = clock.now();

    await send(read);

    expect(clock.now() - before).toBeGreaterThanOrEqual(2_000);
  });

  it('refuses each call, and cancels each transaction, when it throttles', async () => {
    const { database, send } = await openThings();
    database.trouble = { isThrottled: true };

    expect(await refusalOf(send(read))).toMatchObject({ name: 'ThrottlingException' });
    expect(await refusalOf(send(write))).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ThrottlingError' }],
    });
  });

  it('is as before when it is over', async () => {
    const { database, send } = await openThings();
    database.trouble = { isThrottled: true };
    await refusalOf(send(read));
    database.trouble = {};

    expect(await refusalOf(send(write))).toHaveProperty('answer');
  });
});
