import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';

const strayItem = defineItem({
  table: 'instances',
  schema: z
    .object({ sk: z.string(), foundAt: instant, lastSeenAt: instant })
    .transform(({ sk, ...times }) => ({ ec2InstanceId: sk, ...times })),
});

/** An EC2 instance with our tags and no machine that it belongs to. */
export type Stray = Readonly<ReturnType<typeof strayItem.parse>>;

/** Strays share one partition of the instances table; there are none as a rule, and few at the worst. */
const partition = '#strays';

export class StrayRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(): Promise<Stray[]> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#database.table('instances'),
        KeyConditionExpression: 'instanceId = :strays',
        ExpressionAttributeValues: { ':strays': partition },
      }),
    );
    return (answer.Items ?? []).map((item) => strayItem.parse(item));
  }

  /** @returns whether it was not known before; of two who see it first at the same time, one is told so */
  async see(ec2InstanceId: string, at: Date): Promise<boolean> {
    const answer = await this.#database.client.send(
      new UpdateCommand({
        TableName: this.#database.table('instances'),
        Key: { instanceId: partition, sk: ec2InstanceId },
        UpdateExpression: 'SET foundAt = if_not_exists(foundAt, :at), lastSeenAt = :at, schemaVersion = :version',
        ExpressionAttributeValues: { ':at': at.toISOString(), ':version': strayItem.mark.schemaVersion },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return answer.Attributes === undefined;
  }

  /** @returns whether it was known until now */
  async forget(ec2InstanceId: string): Promise<boolean> {
    const answer = await this.#database.client.send(
      new DeleteCommand({
        TableName: this.#database.table('instances'),
        Key: { instanceId: partition, sk: ec2InstanceId },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return answer.Attributes !== undefined;
  }
}
