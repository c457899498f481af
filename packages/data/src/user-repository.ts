import { GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isFoundIn } from '@cloudapp/contracts/fold-text';
import { readBatches } from './batch-read.ts';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';
import { stopOrderItem, userItem, type StoredStopOrder, type StoredUser, type UserChanges } from './user-item.ts';

interface ListOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Words, all of which must be found in name or e-mail (`isFoundIn`). */
  readonly search?: string | undefined;
}

/** The item that counts active administrators; no user id can look like it. */
const administratorsKey = '#admins';
/** What orders to stop have in common in their index. */
const standing = 'standing';
const listCursor = new ListCursor('users', {
  userId: /^usr_[0-9a-z]{26}$/,
  kind: /^user$/,
  sortKey: /^[\d-]{10}T[\d:.]{12}Z#usr_[0-9a-z]{26}$/,
});
/** Items looked at by one query of a search: some 0.2 MB. */
const searchPage = 500;
/** Queries for one answer: a search goes through 10,000 users (about 500 read units) before it hands out a cursor to go on from. */
const maxReads = 20;

/** The users. */
export class UserRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('users');
  }

  /** One user, as of this instant. */
  async get(userId: string): Promise<StoredUser | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { userId }, ConsistentRead: true }),
    );
    return answer.Item && userItem.parse(answer.Item);
  }

  /**
   * Users, newest first.
   * @throws InvalidCursorError
   */
  async list({
    limit,
    cursor,
    search,
  }: ListOptions): Promise<{ items: StoredUser[]; nextCursor?: string | undefined }> {
    const found: StoredUser[] = [];
    let place = listCursor.read(cursor);
    for (let reads = 0; reads < maxReads; reads++) {
      const answer = await this.#database.client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: 'by-kind',
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': 'user' },
          ScanIndexForward: false,
          // One more than asked for tells whether there is another page.
          Limit: search === undefined ? limit + 1 : searchPage,
          ExclusiveStartKey: place,
        }),
      );
      found.push(...(answer.Items ?? []).map(userItem.parse).filter((user) => isFound(user, search)));
      place = answer.LastEvaluatedKey && listCursor.read(listCursor.after(answer.LastEvaluatedKey));
      if (place === undefined || found.length > limit) break;
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const end = found.length > limit && last ? keyOf(last) : place;
    return { items, nextCursor: end && listCursor.after(end) };
  }

  /** Some users, in no order, as of a moment ago; ids that nobody has are left out. */
  async getMany(userIds: readonly string[]): Promise<StoredUser[]> {
    const keys = userIds.map((userId) => ({ userId }));
    return (await readBatches(this.#database, 'users', keys)).map(userItem.parse);
  }

  /** Why the machines of people are to stop whose accounts are disabled, by the person, as of a moment ago. */
  async listStopOrders(): Promise<Map<string, StoredStopOrder['disabling']>> {
    const orders = new Map<string, StoredStopOrder['disabling']>();
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        IndexName: 'by-stop-order',
        KeyConditionExpression: 'stopOrder = :standing',
        ExpressionAttributeValues: { ':standing': standing },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const { userId, disabling } of Items.map(stopOrderItem.parse)) orders.set(userId, disabling);
    }
    return orders;
  }

  /** A new user within a transaction. */
  putItem(user: StoredUser): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: toItem(user),
        ConditionExpression: 'attribute_not_exists(userId)',
      },
    };
  }

  /** An edit within a transaction; its condition fails when somebody else has edited the user since it was read. */
  updateItem(user: StoredUser, changes: UserChanges): TransactItem {
    const { stopOrder } = stopOrderOf({ ...user, ...changes });
    const values: Record<string, unknown> = { ...changes, version: user.version + 1, ...(stopOrder && { stopOrder }) };
    const names = Object.keys(values);
    return {
      Update: {
        TableName: this.#table,
        Key: { userId: user.id },
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${stopOrder ? '' : ' REMOVE stopOrder'}`,
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(names.map((name) => [`:${name}`, values[name]])),
          ':expected': user.version,
        },
      },
    };
  }

  /** Notes a sign-in within a transaction; fails when the user was disabled or signed out everywhere meanwhile. */
  signedInItem(user: StoredUser, at: Date): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId: user.id },
        UpdateExpression: 'SET lastSignInAt = :at',
        ConditionExpression: '#status = :active AND sessionEpoch = :epoch',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':at': at.toISOString(), ':active': 'active', ':epoch': user.sessionEpoch },
      },
    };
  }

  /** A removal within a transaction; fails when somebody else has edited the user since. */
  deleteItem(user: StoredUser): TransactItem {
    return {
      Delete: {
        TableName: this.#table,
        Key: { userId: user.id },
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': user.version },
      },
    };
  }

  oneAdministratorMoreItem(): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId: administratorsKey },
        UpdateExpression: 'ADD active :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    };
  }

  /** Fails when the last active administrator would go. */
  oneAdministratorLessItem(): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId: administratorsKey },
        UpdateExpression: 'ADD active :less',
        ConditionExpression: 'active > :one',
        ExpressionAttributeValues: { ':less': -1, ':one': 1 },
      },
    };
  }

  /** The first administrator of all; fails when there is or was one. */
  firstAdministratorItem(): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { userId: administratorsKey, active: 1 },
        ConditionExpression: 'attribute_not_exists(userId)',
      },
    };
  }
}

function isFound({ name, email }: StoredUser, search: string | undefined): boolean {
  return search === undefined || isFoundIn(search, [name, email]);
}

function keyOf({ id, createdAt }: StoredUser) {
  return { userId: id, kind: 'user', sortKey: `${createdAt}#${id}` };
}

function toItem({ id, ...user }: StoredUser): Record<string, unknown> {
  return { ...userItem.mark, ...keyOf({ id, ...user }), ...stopOrderOf(user), ...user };
}

/** The key by which the index knows a disabled account whose machines are to stop. */
function stopOrderOf({ status, disabling }: Pick<StoredUser, 'status' | 'disabling'>): { stopOrder?: string } {
  return status === 'disabled' && disabling?.stopsMachines === true ? { stopOrder: standing } : {};
}
