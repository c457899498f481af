import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tables } from '@cloudapp/data/tables';
import { createTableInput, createTestTables } from '@cloudapp/data/testing/test-tables';
import { afterAll, describe, expect, it } from 'vitest';
import { followStream } from './streams.ts';

const client = new DynamoDBClient();
afterAll(() => {
  client.destroy();
});

const streamOf = async (TableName: string) => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return { view: Table?.StreamSpecification?.StreamViewType, arn: Table?.LatestStreamArn };
};

describe('the stream of a table from an earlier start', () => {
  it('is made where there is none', async () => {
    const wanted = createTableInput(`t-${randomUUID()}`, tables.audit);
    await client.send(new CreateTableCommand({ ...wanted, StreamSpecification: undefined }));

    await followStream(client, wanted);

    const { view, arn } = await streamOf(wanted.TableName ?? '');
    expect(view).toBe('NEW_IMAGE');
    expect(arn).toContain('/stream/');
  });

  it('stays where there is one, and is not made where none is wanted', async () => {
    const made = await createTestTables(['audit', 'quotas']);
    const before = await streamOf(made.database.table('audit'));

    await followStream(client, createTableInput(made.database.table('audit'), tables.audit));
    await followStream(client, createTableInput(made.database.table('quotas'), tables.quotas));

    expect(await streamOf(made.database.table('audit'))).toEqual(before);
    expect(await streamOf(made.database.table('quotas'))).toEqual({ view: undefined, arn: undefined });
    await made.remove();
  });
});
