import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import type { Database } from './database.ts';
import { quotaItem, type Quota } from './quota-item.ts';
import type { TransactItem } from './transaction.ts';

/** The machine quotas; limits are set with the users, use is counted with the machines. */
export class QuotaRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('quotas');
  }

  async get(userId: string): Promise<Quota | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { userId }, ConsistentRead: true }),
    );
    return answer.Item && quotaItem.parse(answer.Item);
  }

  /** Quotas by user id; users without one are absent. */
  async getMany(userIds: readonly string[]): Promise<Map<string, Quota>> {
    const keys = userIds.map((userId) => ({ userId }));
    const items = await readBatches(this.#database, 'quotas', keys, { ConsistentRead: true });
    return new Map(items.map((item) => [String(item['userId']), quotaItem.parse(item)]));
  }

  /** The quota of a new user within a transaction. */
  putItem(userId: string, limit: number): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...quotaItem.mark, userId, limit, used: 0 },
        ConditionExpression: 'attribute_not_exists(userId)',
      },
    };
  }

  /** A new limit within a transaction; one below the present use only stops further launches. */
  limitItem(userId: string, limit: number): TransactItem {
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

  /** Takes a place for one machine within a transaction; fails when none is free. */
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

  /** Gives a machine's place back within a transaction. */
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

  /** A removal within a transaction; fails while machines are counted, so that no launch can slip in between. */
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
}
