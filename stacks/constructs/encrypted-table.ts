import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import {
  projectionOf,
  streamViewOf,
  tableName,
  tables,
  type TableDefinition,
  type TablePart,
} from '@cloudapp/data/tables';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { prefixOf } from '../names.ts';

export interface EncryptedTableProps {
  readonly environment: Environment;
  readonly part: TablePart;
  readonly keyArn: string;
}

/** A table as `packages/data` describes it: on demand, restorable to any second of the last 35 days, under our key. */
export class EncryptedTable extends DynamodbTable {
  constructor(scope: Construct, id: string, { environment, part, keyArn }: EncryptedTableProps) {
    const definition: TableDefinition = tables[part];
    const indexes = Object.entries(definition.indexes ?? {});
    const keys = [definition, ...indexes.map(([, index]) => index)];
    const attributes = new Set(
      keys.flatMap(({ partitionKey, sortKey }) => [partitionKey, ...(sortKey ? [sortKey] : [])]),
    );
    super(scope, id, {
      name: tableName(prefixOf(environment), part),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: definition.partitionKey,
      rangeKey: definition.sortKey,
      attribute: [...attributes].map((name) => ({ name, type: 'S' })),
      globalSecondaryIndex: indexes.map(([name, index]) => ({
        name,
        hashKey: index.partitionKey,
        rangeKey: index.sortKey,
        projectionType: projectionOf(index).type,
        nonKeyAttributes: projectionOf(index).attributes,
      })),
      ...(definition.stream && { streamEnabled: true, streamViewType: streamViewOf(definition.stream) }),
      ...(definition.timeToLive && { ttl: { attributeName: definition.timeToLive, enabled: true } }),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
      deletionProtectionEnabled: environment.isProtected,
      ...(environment.isProtected && { lifecycle: { preventDestroy: true } }),
    });
  }
}
