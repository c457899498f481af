import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import type { Database } from './database.ts';
import { quotaItem, type Quota } from './quota-item.ts';
import { postingParts, type Posting } from './quota-ledger.ts';
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
  /** What the machine is planned to cost. */
  readonly posting: Posting;
}

/** What an update of a quota sets and asks besides what it posts. */
interface UpdateParts {
  readonly sets: readonly string[];
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
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
   * Counts a launch within a transaction, takes a place for its machine and posts what that will cost. Fails when no place is free, when
   * the window is full, when it is another window than `quota` says, which was read before, and when the budget has no room.
   */
  launchItem(userId: string, launch: CountedLaunch): TransactItem {
    const { quota, takesPlace, max, now, windowMs, posting } = launch;
    const isRunning = isWindowRunning(quota, now);
    const sets = isRunning ? ['launches = launches + :one'] : ['launches = :one', 'launchesEndAt = :end'];
    const conditions = isRunning
      ? ['launchesEndAt > :now', 'launches < :max']
      : ['attribute_exists(userId)', '(attribute_not_exists(launchesEndAt) OR launchesEndAt <= :now)'];
    return this.#update(userId, posting, {
      sets: [...sets, ...(takesPlace ? ['used = used + :one'] : [])],
      conditions: [...conditions, ...(takesPlace ? ['used < #limit'] : [])],
      names: takesPlace ? { '#limit': 'limit' } : {},
      values: {
        ':one': 1,
        ':now': now.toISOString(),
        ...(isRunning ? { ':max': max } : { ':end': new Date(now.getTime() + windowMs).toISOString() }),
      },
    });
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

  /** Gives a machine's place back within a transaction, and posts what changes with it. */
  releaseItem(userId: string, posting: Posting): TransactItem {
    return this.#update(userId, posting, {
      sets: ['used = used - :one'],
      conditions: ['used > :none'],
      names: {},
      values: { ':one': 1, ':none': 0 },
    });
  }

  /** Posts changes within a transaction, of which there must be one; fails where the budget has no room for them, and without a quota. */
  postItem(userId: string, posting: Posting): TransactItem {
    return this.#update(userId, posting, {
      sets: [],
      conditions: ['attribute_exists(userId)'],
      names: {},
      values: {},
    });
  }

  /** Notes within a transaction that so much of a month's budget was told of; fails when that, or more of it, was already. */
  budgetToldItem(userId: string, month: string, percent: number): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: 'SET budgetTold = :told',
        ConditionExpression:
          'attribute_exists(userId) AND (attribute_not_exists(budgetTold) OR budgetTold.#month <> :month OR budgetTold.#percent < :percent)',
        ExpressionAttributeNames: { '#month': 'month', '#percent': 'percent' },
        ExpressionAttributeValues: { ':told': { month, percent }, ':month': month, ':percent': percent },
      },
    };
  }

  #update(userId: string, posting: Posting, own: UpdateParts): TransactItem {
    const { adds, conditions, names, values } = postingParts(posting);
    const expression = [
      ...(own.sets.length > 0 ? [`SET ${own.sets.join(', ')}`] : []),
      ...(adds.length > 0 ? [`ADD ${adds.join(', ')}`] : []),
    ];
    const allNames = { ...own.names, ...names };
    return {
      Update: {
        TableName: this.#table,
        Key: { userId },
        UpdateExpression: expression.join(' '),
        ConditionExpression: [...own.conditions, ...conditions].join(' AND '),
        ...(Object.keys(allNames).length > 0 && { ExpressionAttributeNames: allNames }),
        ...(Object.keys({ ...own.values, ...values }).length > 0 && {
          ExpressionAttributeValues: { ...own.values, ...values },
        }),
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
