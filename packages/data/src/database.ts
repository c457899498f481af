import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableName, type TablePart } from './tables.ts';

/** A connection to the tables of one environment; what every repository is made with. */
export interface Database {
  readonly client: DynamoDBDocumentClient;
  /** The physical name of a table. */
  readonly table: (part: TablePart) => string;
}

/** Opens the tables whose names begin with `prefix`; `config` bounds each call (`callSettings` of the service kit). */
export function openDatabase(prefix: string, config: DynamoDBClientConfig): Database {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, table: (part) => tableName(prefix, part) };
}
