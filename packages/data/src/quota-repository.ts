import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import type { Database } from './database.ts';
import { quotaItem, type Quota } from './quota-item.ts';
import type { TransactItem } from './transaction.ts';

/** A launch that is to be counted. */
export interface CountedLaunch {
  /** As it was read. */
  readonly quota: Quota | undefined;
  readonly takesPlace: boolean;
  /** Most launches in a window. */
  readonly max: number;
  readonly windowMs: number;
  readonly now: Date;
}

/** Whether launches are counted in the window that was begun last. */
export function isWindowRunning(
  quota: Quota | undefined,
  now: Date,
): quota is Quota & { launches: number; launchesEndAt: string } {
  return quota?.launchesEndAt !== undefined && Date.parse(quota.launchesEndAt) > now.getTime();
}

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

  /**
   * Counts a launch within a transaction, and takes a place for its machine. Fails when no place is free, when the window is full,
   * and when it is another window than `quota` says, which was read before.
   */
  launchItem(userId: string, launch: CountedLaunch): TransactItem {
    const { quota, takesPlace, max, now, windowMs } = launch;
    const isRunning = isWindowRunning(quota, now);
    const sets = isRunning ? ['launches = launches + :one'] : ['launches = :one', 'launchesEndAt = :end'];
    const conditions = isRunning
      ? ['launchesEndAt > :now', 'launches < :max']
      : ['attribute_exists(userId)', '(attribute_not_exists(launchesEndAt) OR launchesEndAt <= :now)'];
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: `SET ${[...sets, ...(takesPlace ? ['used = used + :one'] : [])].join(', ')}`,
        ConditionExpression: [...conditions, ...(takesPlace ? ['used < #limit'] : [])].join(' AND '),
        ...(takesPlace && { ExpressionAttributeNames: { '#limit': 'limit' } }),
        ExpressionAttributeValues: {
          ':one': 1,
          ':now': now.toISOString(),
          ...(isRunning ? { ':max': max } : { ':end': new Date(now.getTime() + windowMs).toISOString() }),
        },
      },
    };
  }

  /** Notes within a transaction that the audit log tells of a full window; fails when it does already. */
  fullToldItem(userId: string, launchesEndAt: string): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: 'SET fullTold = :end',
        ConditionExpression: 'launchesEndAt = :end AND (attribute_not_exists(fullTold) OR fullTold <> :end)',
        ExpressionAttributeValues: { ':end': launchesEndAt },
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
