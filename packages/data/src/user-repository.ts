import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';
import { userItem, type StoredUser, type UserChanges } from './user-item.ts';

interface ListOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Looked for in name and e-mail, without regard to case. */
  readonly search?: string | undefined;
}

/** The item that counts active administrators; no user id can look like it. */
const administratorsKey = '#admins';
const listCursor = new ListCursor('users', {
  userId: /^usr_[0-9a-z]{26}$/,
  kind: /^user$/,
  sortKey: /^[\d-]{10}T[\d:.]{12}Z#usr_[0-9a-z]{26}$/,
});
/** Items looked at by one query of a search. */
const searchPage = 500;

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
    const found: Record<string, unknown>[] = [];
    let start: Record<string, unknown> | undefined = listCursor.read(cursor);
    do {
      const answer = await this.#database.client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: 'by-kind',
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': 'user', ...(search && { ':search': search.toLowerCase() }) },
          ...(search && { FilterExpression: 'contains(searchText, :search)' }),
          ScanIndexForward: false,
          // One more than asked for tells whether there is another page.
          Limit: search ? searchPage : limit + 1 - found.length,
          ExclusiveStartKey: start,
        }),
      );
      found.push(...(answer.Items ?? []));
      start = answer.LastEvaluatedKey;
    } while (start !== undefined && found.length <= limit);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items: items.map(userItem.parse), nextCursor: last && listCursor.after(last) };
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
    const values: Record<string, unknown> = { ...changes, version: user.version + 1 };
    if (changes.name !== undefined) values['searchText'] = searchText({ ...user, ...changes });
    const names = Object.keys(values);
    return {
      Update: {
        TableName: this.#table,
        Key: { userId: user.id },
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
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

function searchText(user: { name: string; email: string }): string {
  return `${user.name}\n${user.email}`.toLowerCase();
}

function toItem({ id, ...user }: StoredUser): Record<string, unknown> {
  const list = { kind: 'user', sortKey: `${user.createdAt}#${id}`, searchText: searchText(user) };
  return { ...userItem.mark, userId: id, ...list, ...user };
}
