import {
  DescribeTableCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type GlobalSecondaryIndexUpdate,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

const pauseMs = 100;

/**
 * Brings the indexes of a table from an earlier start to what they are today, one at a time, as DynamoDB takes them. DynamoDB fills
 * a new index from the items that are there.
 */
export async function followIndexes(client: DynamoDBClient, wanted: CreateTableCommandInput): Promise<void> {
  const { TableName, AttributeDefinitions = [], GlobalSecondaryIndexes = [] } = wanted;
  const present = await indexesOf(client, TableName);
  const isThere = (among: readonly GlobalSecondaryIndex[], index: GlobalSecondaryIndex) =>
    among.some((one) => isDeepStrictEqual(shapeOf(one), shapeOf(index)));
  const update = async (change: GlobalSecondaryIndexUpdate, keys: GlobalSecondaryIndex['KeySchema'] = []) => {
    const definitions = AttributeDefinitions.filter((one) =>
      keys.some((key) => key.AttributeName === one.AttributeName),
    );
    await client.send(
      new UpdateTableCommand({
        TableName,
        GlobalSecondaryIndexUpdates: [change],
        ...(definitions.length > 0 && { AttributeDefinitions: definitions }),
      }),
    );
    await settled(client, TableName);
  };
  for (const { IndexName, ...rest } of present) {
    if (!isThere(GlobalSecondaryIndexes, { IndexName, ...rest })) await update({ Delete: { IndexName } });
  }
  for (const index of GlobalSecondaryIndexes) {
    if (!isThere(present, index)) await update({ Create: index }, index.KeySchema);
  }
}

function shapeOf({ IndexName, KeySchema, Projection }: GlobalSecondaryIndex) {
  const attributes = new Set(Projection?.NonKeyAttributes);
  return { IndexName, KeySchema, type: Projection?.ProjectionType, attributes };
}

async function settled(client: DynamoDBClient, table: string | undefined): Promise<void> {
  while ((await indexesOf(client, table)).some(({ IndexStatus }) => IndexStatus !== 'ACTIVE')) await delay(pauseMs);
}

async function indexesOf(client: DynamoDBClient, TableName: string | undefined) {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection, IndexStatus }) => ({
    IndexName,
    KeySchema,
    Projection,
    IndexStatus,
  }));
}
