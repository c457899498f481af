import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SimulatedClock } from '../clock.ts';
import { inProcess } from '../request-handler.ts';
import { StrictDynamoDb, type Settings } from '../strict-dynamodb.ts';

/** A table of things by id and place, with one index of each projection. */
export const things: CreateTableCommandInput = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['id', 'place', 'owner', 'madeAt'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: [
    { AttributeName: 'id', KeyType: 'HASH' },
    { AttributeName: 'place', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: (['ALL', 'KEYS_ONLY', 'INCLUDE'] as const).map((ProjectionType) => ({
    IndexName: ProjectionType.toLowerCase(),
    KeySchema: [
      { AttributeName: 'owner', KeyType: 'HASH' },
      { AttributeName: 'madeAt', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType, ...(ProjectionType === 'INCLUDE' && { NonKeyAttributes: ['colour'] }) },
  })),
};

/** Any command of the SDK, whose classes have no common type. */
export interface AnyCommand {
  readonly input: object;
}

export type Send = (command: AnyCommand) => Promise<object>;

/** A strict DynamoDB on a clock of its own with the table of things, and the SDK's client of it, which tries nothing twice. */
export async function openThings(settings: Omit<Settings, 'clock'> = {}, table = things) {
  const clock = new SimulatedClock();
  const database = new StrictDynamoDb({ clock, ...settings });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...inProcess(database), maxAttempts: 1 }));
  await client.send(new CreateTableCommand(table));
  return {
    clock,
    database,
    client,
    meter: database.meter,
    /** Sends one request, in the time that it takes. */
    send: ((command) => clock.run(client.send(command))) as typeof client.send,
  };
}

/** A refusal as a test looks at it. */
export async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    (answer) => ({ answer }),
    (error: unknown) => error,
  );
}
