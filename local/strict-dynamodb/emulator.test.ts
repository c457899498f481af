import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcess } from './request-handler.ts';
import { StrictDynamoDb } from './strict-dynamodb.ts';
import { things, type AnyCommand, type Send } from './testing/strict-tables.ts';

/** The same requests to the emulator and to the strict DynamoDB are answered, or refused, the same. */
const TableName = `things-${randomUUID()}`;
const table: CreateTableCommandInput = { ...things, TableName };
const instant = { times: { callMilliseconds: 0, transactionMilliseconds: 0 }, indexLagMilliseconds: 0 };

const emulator = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const strict = DynamoDBDocumentClient.from(new DynamoDBClient(inProcess(new StrictDynamoDb(instant))));

/** An answer without what only the way of it says, or a refusal by its name and its reasons. */
async function outcomeOf(client: typeof emulator, command: AnyCommand): Promise<unknown> {
  const send = client.send.bind(client) as Send;
  try {
    const answer = Object.entries(await send(command)).filter(([name]) => name !== '$metadata');
    return JSON.parse(JSON.stringify(Object.fromEntries(answer))) as unknown;
  } catch (error) {
    const { name, CancellationReasons = [] } = error as { name: string; CancellationReasons?: { Code: string }[] };
    return { name, codes: CancellationReasons.map(({ Code }) => Code) };
  }
}

/** Commands with what they ask for, which tests are named for. */
function named(...commands: readonly AnyCommand[]): [string, AnyCommand][] {
  return commands.map((command) => {
    const { ConditionExpression, UpdateExpression, KeyConditionExpression, Key, Item } =
      command.input as PutCommand['input'] & UpdateCommand['input'] & QueryCommand['input'];
    const asked =
      ConditionExpression ?? UpdateExpression ?? KeyConditionExpression ?? JSON.stringify(Key ?? Item ?? 'all');
    return [`${command.constructor.name} ${asked.slice(0, 80)}`, command];
  });
}

const Key = { id: '1', place: 'a' };
const Item = {
  ...Key,
  owner: 'o',
  madeAt: '1',
  count: 3,
  tags: new Set(['x', 'y']),
  list: [1, 'two', { three: null }],
  map: { inner: { deep: true } },
};
const put = (item: object, more: object = {}) => new PutCommand({ TableName, Item: { ...item }, ...more });
const update = (UpdateExpression: string, values: object = {}, more: object = {}) =>
  new UpdateCommand({
    TableName,
    Key,
    UpdateExpression,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: { ...values } }),
    ReturnValues: 'ALL_NEW',
    ...more,
  });
const condition = (ConditionExpression: string, values: object = {}, names: Record<string, string> = {}) =>
  new UpdateCommand({
    TableName,
    Key,
    UpdateExpression: 'REMOVE nothing',
    ConditionExpression,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: { ...values } }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
  });

beforeAll(async () => {
  for (const client of [emulator, strict]) await client.send(new CreateTableCommand(table));
});

beforeEach(async () => {
  for (const client of [emulator, strict]) await client.send(put(Item));
});

afterAll(async () => {
  await emulator.send(new DeleteTableCommand({ TableName }));
  emulator.destroy();
});

const names = { '#count': 'count', '#map': 'map', '#list': 'list' };
const only = (...used: (keyof typeof names)[]) => Object.fromEntries(used.map((name) => [name, names[name]]));

describe('a condition is judged the same', () => {
  it.each(
    named(
      condition('attribute_exists(id)'),
      condition('#count = :v', { ':v': 3 }, only('#count')),
      condition('#count <= :v AND #count >= :v', { ':v': 3 }, only('#count')),
      condition('#count BETWEEN :a AND :b', { ':a': 1, ':b': 3 }, only('#count')),
      condition('begins_with(madeAt, :v)', { ':v': '1' }),
      condition('contains(tags, :v)', { ':v': 'x' }),
      condition('contains(#list, :v)', { ':v': 'two' }, only('#list')),
      condition('size(tags) = :v', { ':v': 2 }),
      condition('attribute_type(#count, :v)', { ':v': 'N' }, only('#count')),
      condition('#map.#inner.deep = :v', { ':v': true }, { ...only('#map'), '#inner': 'inner' }),
      condition('#list[1] = :v', { ':v': 'two' }, only('#list')),
      condition('absent <> :v', { ':v': 1 }),
    ),
  )('%s, which holds', async (_, command) => {
    const answer = await outcomeOf(strict, command);

    expect(answer).toEqual(await outcomeOf(emulator, command));
    expect(answer).not.toHaveProperty('name');
  });

  it.each(
    named(
      condition('attribute_not_exists(id)'),
      condition('#count <> :v', { ':v': 3 }, only('#count')),
      condition('#count < :v OR #count > :v', { ':v': 3 }, only('#count')),
      condition('NOT #count = :v', { ':v': 3 }, only('#count')),
      condition('#count IN (:a, :b)', { ':a': 1, ':b': 2 }, only('#count')),
      condition('#count = :v OR attribute_exists(id) AND #count = :v', { ':v': 9 }, only('#count')),
      condition('#list[7] = :v', { ':v': 'two' }, only('#list')),
      condition('absent < :v', { ':v': 1 }),
      condition('#count < :v', { ':v': 'text' }, only('#count')),
    ),
  )('%s, which does not hold', async (_, command) => {
    const answer = await outcomeOf(strict, command);

    expect(answer).toEqual(await outcomeOf(emulator, command));
    expect(answer).toHaveProperty('name');
  });
});

describe('an update comes to the same', () => {
  it.each(
    named(
      update('SET colour = :v', { ':v': 'red' }),
      update('SET colour = :v', { ':v': 'blue' }, { ReturnValues: 'UPDATED_OLD' }),
      update('SET colour = :v', { ':v': 'green' }, { ReturnValues: 'UPDATED_NEW' }),
      update('SET colour = :v', { ':v': 'grey' }, { ReturnValues: 'ALL_OLD' }),
      update('SET used = if_not_exists(used, :none) + :one', { ':none': 0, ':one': 1 }),
      update(
        'SET used = #count - :five, earlier = #count',
        { ':five': 5 },
        { ExpressionAttributeNames: only('#count') },
      ),
      update(
        'SET #list = list_append(#list, :more)',
        { ':more': ['four'] },
        { ExpressionAttributeNames: only('#list') },
      ),
      update('SET #map.colour = :v', { ':v': { a: 1 } }, { ExpressionAttributeNames: only('#map') }),
      update('REMOVE #list[0]', {}, { ExpressionAttributeNames: only('#list') }),
      update('ADD counted :one, tags :tags', { ':one': 2, ':tags': new Set(['z']) }),
      update('ADD counted :one', { ':one': -5 }),
      update('DELETE tags :tags', { ':tags': new Set(['x', 'none']) }),
      update('DELETE tags :tags', { ':tags': new Set(['y', 'z']) }),
      update('REMOVE madeAt ADD used :one SET colour = :v', { ':one': 1, ':v': 'white' }),
      new UpdateCommand({ TableName, Key: { id: '2', place: 'new' }, ReturnValues: 'ALL_NEW' }),
    ),
  )('%s', async (_, command) => {
    const answer = await outcomeOf(strict, command);

    expect(answer).toEqual(await outcomeOf(emulator, command));
    expect(answer).not.toHaveProperty('name');
  });
});

describe('a request is refused the same', () => {
  it.each(
    named(
      update('SET colour = :v'),
      update('SET #c = :v', { ':v': 1 }),
      update('SET colour = :v', { ':v': 1, ':unused': 2 }),
      update('SET colour = :v', { ':v': 1 }, { ExpressionAttributeNames: { '#unused': 'x' } }),
      update('SET colour = absent', {}),
      update('SET colour = colour + :v', { ':v': 1 }),
      update('SET absent.inside = :v', { ':v': 1 }),
      update('SET id = :v', { ':v': 'x' }),
      update('SET madeAt = :v', { ':v': 7 }),
      update(''),
      put({ id: '1' }),
      put({ id: '', place: 'a' }),
      put({ id: 1, place: 'a' }),
      put({ id: '1', place: 'a', owner: 5 }),
      put({ id: '1', place: 'a', text: 'x'.repeat(410_000) }),
      new GetCommand({ TableName, Key: { id: '1' } }),
      new GetCommand({ TableName, Key: { ...Key, more: '1' } }),
      new GetCommand({ TableName: 'none-such', Key }),
      new QueryCommand({ TableName, KeyConditionExpression: 'place = :v', ExpressionAttributeValues: { ':v': 'a' } }),
      new QueryCommand({
        TableName,
        IndexName: 'none',
        KeyConditionExpression: 'id = :v',
        ExpressionAttributeValues: { ':v': 'a' },
      }),
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [Key, Key] } } }),
      new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item } }, { Delete: { TableName, Key } }] }),
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { id: '3', place: 'a' } } },
          { Delete: { TableName, Key, ConditionExpression: 'attribute_not_exists(id)' } },
        ],
      }),
    ),
  )('%s', async (_, command) => {
    const answer = await outcomeOf(strict, command);

    expect(answer).toEqual(await outcomeOf(emulator, command));
    expect(answer).toHaveProperty('name');
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
it.each([
  ['a path that is written twice', 'SET colour = :v, colour = :v'],
  ['a clause that is there twice', 'SET colour = :v SET used = :v'],
  ['what cannot be read', 'SET colour :v'],
])('AWS refuses, and the emulator takes, %s', async (_, expression) => {
  expect(await outcomeOf(strict, update(expression, { ':v': 1 }))).toMatchObject({ name: 'ValidationException' });
  expect(await outcomeOf(emulator, update(expression, { ':v': 1 }))).not.toHaveProperty('name');
});

describe('what is stored is read the same', () => {
  const ofOwner = { TableName, IndexName: 'all', ExpressionAttributeNames: { '#owner': 'owner' } };
  const oneAndTwo = new TransactWriteCommand({
    TransactItems: ['1', '2', '3'].map((number) => ({
      Put: { TableName, Item: { id: number, place: 'b', owner: 'o', madeAt: number, count: Number(number) } },
    })),
  });

  beforeAll(async () => {
    for (const client of [emulator, strict]) await client.send(oneAndTwo);
  });

  it.each(
    named(
      new GetCommand({ TableName, Key }),
      new GetCommand({ TableName, Key: { id: 'none', place: 'a' } }),
      new GetCommand({ TableName, Key, ProjectionExpression: 'id, madeAt' }),
      new TransactGetCommand({
        TransactItems: [Key, { id: 'none', place: 'a' }].map((key) => ({ Get: { TableName, Key: key } })),
      }),
      new QueryCommand({ TableName, KeyConditionExpression: 'id = :v', ExpressionAttributeValues: { ':v': '1' } }),
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'id = :v AND place > :a',
        ExpressionAttributeValues: { ':v': '1', ':a': 'a' },
      }),
      new QueryCommand({
        ...ofOwner,
        KeyConditionExpression: '#owner = :o AND madeAt BETWEEN :a AND :b',
        ExpressionAttributeValues: { ':o': 'o', ':a': '2', ':b': '3' },
        ScanIndexForward: false,
      }),
      new QueryCommand({
        ...ofOwner,
        KeyConditionExpression: '#owner = :o AND madeAt > :a',
        ExpressionAttributeValues: { ':o': 'o', ':a': '1' },
        Limit: 1,
      }),
      new QueryCommand({
        ...ofOwner,
        IndexName: 'keys_only',
        KeyConditionExpression: '#owner = :o AND madeAt > :a',
        ExpressionAttributeValues: { ':o': 'o', ':a': '1' },
        Select: 'COUNT',
      }),
      new DeleteCommand({ TableName, Key: { id: '3', place: 'b' }, ReturnValues: 'ALL_OLD' }),
      new DeleteCommand({ TableName, Key: { id: '3', place: 'b' }, ReturnValues: 'ALL_OLD' }),
    ),
  )('%s', async (_, command) => {
    const answer = await outcomeOf(strict, command);

    expect(answer).toEqual(await outcomeOf(emulator, command));
    expect(answer).not.toHaveProperty('name');
  });

  it('all of it', async () => {
    const idsOf = async (client: typeof emulator) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName }));
      return Items.map((item) => `${String(item['id'])} ${String(item['place'])}`).sort();
    };

    expect(await idsOf(strict)).toEqual(await idsOf(emulator));
  });
});
