import {
  CreateTableCommand,
  DeleteTableCommand,
  type AttributeDefinition,
  type CreateTableCommandInput,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../database.ts';
import {
  projectionOf,
  streamViewOf,
  tables,
  type IndexDefinition,
  type TableDefinition,
  type TablePart,
} from '../tables.ts';

const parts = Object.keys(tables) as TablePart[];

/** What CreateTable needs for a table of `tables`. */
export function createTableInput(name: string, definition: TableDefinition): CreateTableCommandInput {
  const indexes = Object.entries(definition.indexes ?? {});
  const attributes = new Set(
    [definition, ...indexes.map(([, index]) => index)].flatMap((keys) =>
      keys.sortKey ? [keys.partitionKey, keys.sortKey] : [keys.partitionKey],
    ),
  );
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(definition),
    AttributeDefinitions: [...attributes].map((AttributeName): AttributeDefinition => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes:
      indexes.length === 0 ? undefined : indexes.map(([IndexName, index]) => ({ IndexName, ...indexInput(index) })),
    ...(definition.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: streamViewOf(definition.stream) },
    }),
  };
}

function indexInput(index: IndexDefinition) {
  const { type, attributes } = projectionOf(index);
  return {
    KeySchema: keySchema(index),
    Projection: { ProjectionType: type, ...(attributes && { NonKeyAttributes: attributes }) },
  };
}

function keySchema(keys: { partitionKey: string; sortKey?: string | undefined }): KeySchemaElement[] {
  const schema: KeySchemaElement[] = [{ AttributeName: keys.partitionKey, KeyType: 'HASH' }];
  if (keys.sortKey) schema.push({ AttributeName: keys.sortKey, KeyType: 'RANGE' });
  return schema;
}

/** A set of all tables that one test file has to itself. */
export interface TestTables {
  readonly prefix: string;
  readonly database: Database;
  remove(): Promise<void>;
}

/** Makes every table, or only `wanted`, under a prefix of their own. */
export async function createTestTables(wanted: readonly TablePart[] = parts): Promise<TestTables> {
  const prefix = `t${randomUUID().slice(0, 8)}`;
  // Unbounded: how long the emulator takes on a busy computer is nobody's fault.
  const database = openDatabase(prefix, {});
  await Promise.all(
    wanted.map((part) =>
      database.client.send(new CreateTableCommand(createTableInput(database.table(part), tables[part]))),
    ),
  );
  const remove = async () => {
    await Promise.all(
      wanted.map((part) => database.client.send(new DeleteTableCommand({ TableName: database.table(part) }))),
    );
    database.client.destroy();
  };
  return { prefix, database, remove };
}
