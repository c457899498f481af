import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';

/** One item of the settings, as of this instant. */
export async function readSetting(database: Database, name: string): Promise<Record<string, unknown> | undefined> {
  const answer = await database.client.send(
    new GetCommand({ TableName: database.table('settings'), Key: { name }, ConsistentRead: true }),
  );
  return answer.Item;
}

/** An item in place of the one that was read, within a transaction; fails when somebody else has set it since. */
export function settingItem(
  database: Database,
  name: string,
  item: Record<string, unknown>,
  readVersion: number,
): TransactItem {
  return {
    Put: {
      TableName: database.table('settings'),
      Item: { ...item, name, version: readVersion + 1 },
      ...asRead(readVersion),
    },
  };
}

/** That an item is still the one that was read, within a transaction. */
export function unchangedSettingItem(database: Database, name: string, readVersion: number): TransactItem {
  return { ConditionCheck: { TableName: database.table('settings'), Key: { name }, ...asRead(readVersion) } };
}

function asRead(version: number) {
  return {
    ConditionExpression: 'attribute_not_exists(#name) OR #version = :read',
    ExpressionAttributeNames: { '#name': 'name', '#version': 'version' },
    ExpressionAttributeValues: { ':read': version },
  };
}
