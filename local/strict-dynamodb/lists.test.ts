import { GetCommand, PutCommand, QueryCommand, ScanCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openThings, refusalOf } from './testing/strict-tables.ts';

const TableName = 'things';
const places = ['a', 'b', 'c', 'd'];
const ofId = (more: Partial<QueryCommandInput> = {}) =>
  new QueryCommand({
    TableName,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': '1' },
    ...more,
  });
const ofOwner = (more: Partial<QueryCommandInput> = {}) =>
  new QueryCommand({
    TableName,
    IndexName: 'all',
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': 'o' },
    ...more,
  });

async function withItems(more: object = {}) {
  const opened = await openThings({ limits: 'none' });
  for (const place of places) await opened.send(new PutCommand({ TableName, Item: { id: '1', place, ...more } }));
  const placesOf = async (command: QueryCommand) =>
    (await opened.send(command)).Items?.map((item) => item['place'] as unknown);
  return { ...opened, placesOf };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
describe('a page', () => {
  it('goes on behind where the one before ended', async () => {
    const { placesOf, send } = await withItems();
    const { LastEvaluatedKey } = await send(ofId({ Limit: 2 }));

    expect(LastEvaluatedKey).toEqual({ id: '1', place: 'b' });
    expect(await placesOf(ofId({ ExclusiveStartKey: LastEvaluatedKey }))).toEqual(['c', 'd']);
  });

  it('goes backwards', async () => {
    const { placesOf } = await withItems();
    const backwards = ofId({ ScanIndexForward: false, ExclusiveStartKey: { id: '1', place: 'c' } });

    expect(await placesOf(backwards)).toEqual(['b', 'a']);
  });

  /** "If LastEvaluatedKey is not empty, it does not necessarily mean that there is more data in the result set." */
  it('that is exactly full names a place to go on, where there is nothing more', async () => {
    const { send } = await withItems();

    const { LastEvaluatedKey } = await send(ofId({ Limit: places.length }));

    expect(LastEvaluatedKey).toEqual({ id: '1', place: 'd' });
    expect(await send(ofId({ ExclusiveStartKey: LastEvaluatedKey }))).toMatchObject({ Count: 0 });
  });

  it('that is not full names none', async () => {
    const { send } = await withItems();

    expect(await send(ofId({ Limit: places.length + 1 }))).not.toHaveProperty('LastEvaluatedKey');
  });

  it('ends at 1 MB', async () => {
    const { send } = await withItems({ text: 'x'.repeat(390_000) });

    expect(await send(ofId())).toMatchObject({ Count: 3, LastEvaluatedKey: { place: 'c' } });
  });

  it('counts by its limit what it looks at, before the filter', async () => {
    const { send } = await withItems();
    const filtered = ofId({
      Limit: 2,
      FilterExpression: 'place > :b',
      ExpressionAttributeValues: { ':id': '1', ':b': 'b' },
    });

    expect(await send(filtered)).toMatchObject({ Count: 0, ScannedCount: 2, LastEvaluatedKey: { place: 'b' } });
  });

  it('of a table goes through all of it', async () => {
    const { send } = await withItems();
    await send(new PutCommand({ TableName, Item: { id: '2', place: 'a' } }));
    const first = await send(new ScanCommand({ TableName, Limit: 3 }));
    const second = await send(new ScanCommand({ TableName, ExclusiveStartKey: first.LastEvaluatedKey }));

    expect([...(first.Items ?? []), ...(second.Items ?? [])]).toHaveLength(5);
  });
});

it.each([
  ['place = :x', ['b']],
  ['place < :x', ['a']],
  ['place <= :x', ['a', 'b']],
  ['place > :x', ['c', 'd']],
  ['place >= :x', ['b', 'c', 'd']],
  ['begins_with(place, :x)', ['b']],
])('a range of keys, %s', async (range, found) => {
  const { placesOf } = await withItems();
  const asked = (isForward: boolean) =>
    ofId({
      KeyConditionExpression: `id = :id AND ${range}`,
      ExpressionAttributeValues: { ':id': '1', ':x': 'b' },
      ScanIndexForward: isForward,
    });

  expect(await placesOf(asked(true))).toEqual(found);
  expect(await placesOf(asked(false))).toEqual(found.toReversed());
});

/**
 * "… propagated to the global secondary indexes within a fraction of a second": reads of them are eventually consistent.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes
 */
describe('an index', () => {
  const write = (madeAt: string) => new PutCommand({ TableName, Item: { id: '1', place: 'a', owner: 'o', madeAt } });

  it('shows a change up to a second later, which the table shows at once', async () => {
    const { send, clock } = await openThings();
    await send(write('1'));

    const atOnce = await send(ofOwner());
    const stored = await send(new GetCommand({ TableName, Key: { id: '1', place: 'a' } }));
    await clock.advance(1000);

    expect(atOnce.Count).toBe(0);
    expect(stored.Item).toBeDefined();
    expect((await send(ofOwner())).Count).toBe(1);
  });

  it('lags the same for the same seed', async () => {
    const arrivalOf = async (seed: number) => {
      const { send, clock } = await openThings({ seed });
      await send(write('1'));
      while ((await send(ofOwner())).Count === 0) await clock.advance(1);
      return clock.now();
    };
    const [first, again, other] = [await arrivalOf(1), await arrivalOf(1), await arrivalOf(2)];

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'ends with the last change of an item (seed %i)',
    async (seed) => {
      const { send, clock } = await openThings({ seed });
      for (const madeAt of ['1', '2', '3', '4']) await send(write(madeAt));
      await clock.advance(1000);

      expect((await send(ofOwner())).Items).toMatchObject([{ madeAt: '4' }]);
    },
  );

  it('holds what its projection says', async () => {
    const { send, clock } = await openThings();
    const Item = { id: '1', place: 'a', owner: 'o', madeAt: '1', colour: 'red', text: 'x' };
    await send(new PutCommand({ TableName, Item }));
    await clock.advance(1000);
    const keys = { id: '1', place: 'a', owner: 'o', madeAt: '1' };

    expect((await send(ofOwner())).Items).toEqual([Item]);
    expect((await send(ofOwner({ IndexName: 'include' }))).Items).toEqual([{ ...keys, colour: 'red' }]);
    expect((await send(ofOwner({ IndexName: 'keys_only' }))).Items).toEqual([keys]);
  });

  it('is not read consistently', async () => {
    const { send } = await openThings();

    expect(await refusalOf(send(ofOwner({ ConsistentRead: true })))).toMatchObject({ name: 'ValidationException' });
  });
});

it('what is not imitated is refused', async () => {
  const { send } = await openThings();

  expect(await refusalOf(send(ofId({ ReturnConsumedCapacity: 'TOTAL' })))).toMatchObject({
    name: 'UnknownOperationException',
  });
});
