import {
  DescribeTableCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** Gives a table from an earlier start the stream that it has today; it tells of what is written from then on. */
export async function followStream(client: DynamoDBClient, wanted: CreateTableCommandInput): Promise<void> {
  const { TableName, StreamSpecification } = wanted;
  if (StreamSpecification === undefined) return;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table?.StreamSpecification?.StreamEnabled === true) return;
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
}
