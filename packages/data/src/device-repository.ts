import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';

const deviceItem = defineItem({
  table: 'devices',
  namedBy: ['userId'],
  schema: z.object({ userId: z.string(), knownUntil: z.int() }),
});

/** The browsers that people have signed in from, under the hashes of the tokens that sign-in gave them. */
export class DeviceRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('devices');
  }

  /** Whether this user has signed in from this browser, and not too long ago. */
  async isKnown(tokenHash: string, userId: string, now: Date): Promise<boolean> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { tokenHash, userId }, ConsistentRead: true }),
    );
    return answer.Item !== undefined && deviceItem.parse(answer.Item).knownUntil > seconds(now);
  }

  /** Whether sign-in has given this token to a browser, whoever signed in there. */
  async isIssued(tokenHash: string): Promise<boolean> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'tokenHash = :tokenHash',
        ExpressionAttributeValues: { ':tokenHash': tokenHash },
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    return (answer.Items ?? []).length > 0;
  }

  /** Notes that a user has signed in from a browser; it is known until `until`. */
  async remember(tokenHash: string, userId: string, until: Date): Promise<void> {
    const knownUntil = seconds(until);
    await this.#database.client.send(
      new PutCommand({
        TableName: this.#table,
        Item: { ...deviceItem.mark, tokenHash, userId, knownUntil, ttl: knownUntil },
      }),
    );
  }
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
