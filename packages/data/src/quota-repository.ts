import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';

export interface Quota {
  /** How many machines the user may have at once. */
  readonly limit: number;
  /** How many there are. */
  readonly used: number;
}

/** BatchGetItem takes at most 100 keys. */
const batchSize = 100;

/**
 * How many machines each user may have and has. The limit is written by `create-user`, the number in use by
 * `provision-instance` and the reconciler; every change is an item of the transaction that it belongs to.
 */
export class QuotaRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('quotas');
  }

  /** A new user's quota. */
  createItem(userId: string, limit: number): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { userId, limit, used: 0 },
        ConditionExpression: 'attribute_not_exists(userId)',
      },
    };
  }

  /** A new limit; one below what is in use only stops further launches. */
  setLimitItem(userId: string, limit: number): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: 'SET #limit = :limit',
        ConditionExpression: 'attribute_exists(userId)',
        ExpressionAttributeNames: { '#limit': 'limit' },
        ExpressionAttributeValues: { ':limit': limit },
      },
    };
  }

  /** Removes a user's quota, on condition that no machine is left. */
  deleteItem(userId: string): TransactItem {
    return {
      Delete: {
        TableName: this.#table,
        Key: { userId },
        ConditionExpression: 'used = :none',
        ExpressionAttributeValues: { ':none': 0 },
      },
    };
  }

  /** Takes a place for one machine, on condition that one is free. */
  takeItem(userId: string): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: 'SET used = used + :one',
        ConditionExpression: 'attribute_exists(userId) AND used < #limit',
        ExpressionAttributeNames: { '#limit': 'limit' },
        ExpressionAttributeValues: { ':one': 1 },
      },
    };
  }

  /** Gives a machine's place back. */
  releaseItem(userId: string): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: 'SET used = used - :one',
        ConditionExpression: 'used > :none',
        ExpressionAttributeValues: { ':one': 1, ':none': 0 },
      },
    };
  }

  async get(userId: string): Promise<Quota | undefined> {
    const { Item: item } = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { userId }, ConsistentRead: true }),
    );
    return item && toQuota(item);
  }

  /** The quotas of many users by id. */
  async read(userIds: readonly string[]): Promise<Map<string, Quota>> {
    const found = new Map<string, Quota>();
    const ids = [...new Set(userIds)];
    for (let start = 0; start < ids.length; start += batchSize) {
      let pending: Record<string, unknown>[] = ids.slice(start, start + batchSize).map((userId) => ({ userId }));
      while (pending.length > 0) {
        const answer = await this.#database.client.send(
          new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: pending } } }),
        );
        for (const item of answer.Responses?.[this.#table] ?? []) found.set(String(item['userId']), toQuota(item));
        pending = answer.UnprocessedKeys?.[this.#table]?.Keys ?? [];
      }
    }
    return found;
  }
}

function toQuota(item: Record<string, unknown>): Quota {
  return { limit: Number(item['limit']), used: Number(item['used']) };
}
