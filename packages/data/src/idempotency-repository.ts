import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';
import type { TransactItem } from './transaction.ts';

/** How long a key is remembered: a day, after which a client has surely stopped trying again. */
const retentionSeconds = 86_400;

const answerItem = defineItem({
  table: 'idempotency',
  schema: z.object({
    /** Hex SHA-256 of the request; another one under the same key is refused. */
    requestHash: z.string(),
    /** Of whoever asks: each knows what it answers. */
    answer: z.unknown(),
    /** The epoch second after which the key is forgotten. */
    ttl: z.int(),
  }),
});

/** What a key was first used for, and what was answered. */
export type StoredAnswer = Readonly<Omit<ReturnType<typeof answerItem.parse>, 'ttl'>>;

export class IdempotencyRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async get(key: string, now: Date): Promise<StoredAnswer | undefined> {
    const { Item: item } = await this.#database.client.send(
      new GetCommand({ TableName: this.#database.table('idempotency'), Key: { key }, ConsistentRead: true }),
    );
    if (!item) return undefined;
    const { ttl, ...stored } = answerItem.parse(item);
    return ttl > epochSeconds(now) ? stored : undefined;
  }

  /**
   * The key with its answer as an item of the transaction that does what the answer tells, so that a key is never
   * remembered without its effect, nor the effect done twice. Fails when the key is in use.
   */
  item(key: string, stored: StoredAnswer, now: Date): TransactItem {
    return {
      Put: {
        TableName: this.#database.table('idempotency'),
        Item: { ...answerItem.mark, key, ...stored, ttl: epochSeconds(now) + retentionSeconds },
        ConditionExpression: 'attribute_not_exists(#key) OR #ttl <= :now', // DynamoDB may keep expired items for days
        ExpressionAttributeNames: { '#key': 'key', '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':now': epochSeconds(now) },
      },
    };
  }
}

function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
