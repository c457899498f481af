import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableName, type TablePart } from './tables.ts';

/** A connection to the tables of one environment; what every repository is made with. */
export interface Database {
  readonly client: DynamoDBDocumentClient;
  /** The physical name of a table. */
  readonly table: (part: TablePart) => string;
}

/**
 * Bounds for every call that leaves the process: DynamoDB answers in milliseconds, so a second is a fault, and the SDK's
 * standard retry makes at most three attempts with jitter.
 */
const bounds: DynamoDBClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
};

/** Opens the tables whose names begin with `prefix`. */
export function openDatabase(prefix: string, config: DynamoDBClientConfig = {}): Database {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...bounds, ...config }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, table: (part) => tableName(prefix, part) };
}
