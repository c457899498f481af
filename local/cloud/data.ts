import { CreateTableCommand, UpdateTimeToLiveCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  type CreateKeyCommandInput,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, HeadBucketCommand, PutBucketVersioningCommand, type S3Client } from '@aws-sdk/client-s3';
import { tableName, tables, type TableDefinition, type TablePart } from '@cloudapp/data/tables';
import { auditRetentionDays } from '@cloudapp/data/audit-item';
import { auditKeySpec, makeLockedBucket } from '@cloudapp/data/testing/audit-cloud';
import { createTableInput } from '@cloudapp/data/testing/test-tables';
import { followIndexes } from './indexes.ts';
import { names, PREFIX, type Keys } from './names.ts';
import { followStream } from './streams.ts';
import { unlessThere } from '../../commands/unless-there.ts';

export async function makeTables(client: DynamoDBClient): Promise<void> {
  await Promise.all(
    (Object.entries(tables) as [TablePart, TableDefinition][]).map(async ([part, definition]) => {
      const name = tableName(PREFIX, part);
      const input = createTableInput(name, definition);
      await unlessThere(
        async () => {
          await followIndexes(client, input);
          await followStream(client, input);
        },
        async () => {
          await client.send(new CreateTableCommand(input));
          if (definition.timeToLive === undefined) return;
          const TimeToLiveSpecification = { AttributeName: definition.timeToLive, Enabled: true };
          await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
        },
      );
    }),
  );
}

export async function makeRecordsBucket(client: S3Client): Promise<void> {
  const Bucket = names.bucket;
  await unlessThere(
    () => client.send(new HeadBucketCommand({ Bucket })),
    async () => {
      await client.send(new CreateBucketCommand({ Bucket }));
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    },
  );
}

export async function makeAuditRootsBucket(client: S3Client): Promise<void> {
  const Bucket = names.auditRootsBucket;
  await unlessThere(
    () => client.send(new HeadBucketCommand({ Bucket })),
    () => makeLockedBucket(client, Bucket, auditRetentionDays),
  );
}

export async function makeKeys(client: KMSClient): Promise<Keys> {
  const [data, secrets, messages, audit] = await Promise.all([
    makeKey(client, 'data'),
    makeKey(client, 'secrets'),
    makeKey(client, 'messages'),
    makeKey(client, 'audit', auditKeySpec),
  ]);
  return { data, secrets, messages, audit };
}

async function makeKey(client: KMSClient, part: string, spec: Partial<CreateKeyCommandInput> = {}): Promise<string> {
  const AliasName = `alias/${PREFIX}-${part}`;
  const describe = async (): Promise<string> => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: AliasName }));
    return KeyMetadata?.Arn ?? '';
  };
  await unlessThere(describe, async () => {
    const { KeyMetadata } = await client.send(new CreateKeyCommand({ ...spec, Description: `CloudApp ${part}` }));
    await client.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }));
  });
  return await describe();
}
