import { GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { foldText } from '@cloudapp/contracts/fold-text';
import { readBatches } from './batch-read.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';
import { stopOrderItem, userItem, type StoredStopOrder, type StoredUser, type UserChanges } from './user-item.ts';
import { countUsers, readUserPage, type AskedUsers, type UserCount, type UserFilter } from './user-lists.ts';

/** Numbers of active administrators, or what becomes of them. */
export interface Administrators {
  readonly active: number;
  /** Those of them who get in by a company or a passkey alone. */
  readonly withoutPassword: number;
}

/** The item that counts active administrators; no user id can look like it. */
const administratorsKey = '#admins';
/** What orders to stop have in common in their index. */
const standing = 'standing';

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
   * Users in an order, narrowed down.
   * @throws InvalidCursorError
   */
  async list(asked: AskedUsers): Promise<{ items: StoredUser[]; nextCursor?: string | undefined }> {
    return readUserPage(this.#database, this, asked);
  }

  async count(filter: UserFilter): Promise<UserCount> {
    return countUsers(this.#database, filter);
  }

  /**
   * Gives those their place in the order of names who were stored before there was one; others stay as they are. Reads all users, for
   * the start of a service, not for a request.
   */
  async placeByName(): Promise<void> {
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        IndexName: 'by-kind',
        KeyConditionExpression: 'kind = :kind',
        FilterExpression: 'attribute_not_exists(nameKey)',
        ExpressionAttributeValues: { ':kind': 'user' },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const user of Items.map(userItem.parse)) await this.#placeByName(user);
    }
  }

  /** Some users, in no order, as of a moment ago unless said otherwise; ids that nobody has are left out. */
  async getMany(
    userIds: readonly string[],
    options: { readonly ConsistentRead?: boolean } = {},
  ): Promise<StoredUser[]> {
    const keys = userIds.map((userId) => ({ userId }));
    return (await readBatches(this.#database, 'users', keys, options)).map(userItem.parse);
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

  async #placeByName(user: StoredUser): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { userId: user.id },
      UpdateExpression: 'SET nameKey = :nameKey',
      // Whoever was renamed or deleted meanwhile needs it no more.
      ConditionExpression: '#name = :name',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':nameKey': nameKeyOf(user), ':name': user.name },
    });
    await writeIf(() => this.#database.client.send(update));
  }

  /**
   * Sets in which time zone somebody is told times. It decides nothing, so that it overtakes no edit and is in no log.
   * @returns false where there is no such user
   */
  async setTimeZone(userId: string, timeZone: string): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { userId },
      UpdateExpression: 'SET #timeZone = :timeZone',
      ConditionExpression: 'attribute_exists(userId)',
      // A reserved word of DynamoDB.
      ExpressionAttributeNames: { '#timeZone': 'timeZone' },
      ExpressionAttributeValues: { ':timeZone': timeZone },
    });
    return await writeIf(() => this.#database.client.send(update));
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
    const values: Record<string, unknown> = {
      ...changes,
      ...(changes.name !== undefined && { nameKey: nameKeyOf({ id: user.id, name: changes.name }) }),
      version: user.version + 1,
      ...(stopOrder && { stopOrder }),
    };
    const names = Object.keys(values);
    const set = names.filter((name) => values[name] !== undefined);
    const gone = [
      ...(stopOrder ? [] : ['stopOrder']),
      ...names.filter((name) => values[name] === undefined).map((name) => `#${name}`),
    ];
    const removal = gone.length === 0 ? '' : ` REMOVE ${gone.join(', ')}`;
    return {
      Update: {
        TableName: this.#table,
        Key: { userId: user.id },
        UpdateExpression: `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}${removal}`,
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map((name) => [`:${name}`, values[name]])),
          ':expected': user.version,
        },
      },
    };
  }

  /** That a user is still as they were read, within a transaction. */
  unchangedItem({ id, version }: Pick<StoredUser, 'id' | 'version'>): TransactItem {
    return {
      ConditionCheck: {
        TableName: this.#table,
        Key: { userId: id },
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': version },
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

  /** How many active administrators there are, as of this instant. */
  async administrators(): Promise<Administrators> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { userId: administratorsKey }, ConsistentRead: true }),
    );
    const { active = 0, withoutPassword = 0 } = answer.Item ?? {};
    return { active: Number(active), withoutPassword: Number(withoutPassword) };
  }

  /** More active administrators, or other ones, within a transaction. */
  moreAdministratorsItem(change: Administrators): TransactItem {
    return { Update: this.#administratorsUpdate(change) };
  }

  /**
   * Fewer active administrators within a transaction; fails when that would leave none.
   * @param withoutPassword how many have none, where one with a password is to be left; fails when there are more by now
   */
  fewerAdministratorsItem(change: Administrators, withoutPassword?: number): TransactItem {
    const { ExpressionAttributeValues: values, ...update } = this.#administratorsUpdate(change);
    const known = withoutPassword !== undefined;
    const noMore = ' AND (attribute_not_exists(withoutPassword) OR withoutPassword <= :known)';
    return {
      Update: {
        ...update,
        ConditionExpression: `active > :least${known ? noMore : ''}`,
        ExpressionAttributeValues: {
          ...values,
          ':least': (withoutPassword ?? 0) + 1,
          ...(known && { ':known': withoutPassword }),
        },
      },
    };
  }

  #administratorsUpdate({ active, withoutPassword }: Administrators) {
    return {
      TableName: this.#table,
      Key: { userId: administratorsKey },
      UpdateExpression: 'ADD active :active, withoutPassword :withoutPassword',
      ExpressionAttributeValues: { ':active': active, ':withoutPassword': withoutPassword },
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

function toItem({ id, ...user }: StoredUser): Record<string, unknown> {
  return {
    ...userItem.mark,
    userId: id,
    kind: 'user',
    sortKey: `${user.createdAt}#${id}`,
    nameKey: nameKeyOf({ id, name: user.name }),
    ...stopOrderOf(user),
    ...user,
  };
}

/** Bytes of a name that count for its order, so that nobody's item grows beyond the 1 KB that one write unit takes. */
const longestNameKey = 40;

/** Where somebody stands in the order of names, whatever their case and accents. A tab sorts before every character of a name. */
function nameKeyOf({ id, name }: Pick<StoredUser, 'id' | 'name'>): string {
  const whole = new TextDecoder().decode(Buffer.from(foldText(name)).subarray(0, longestNameKey));
  return `${whole.replace(/\uFFFD$/, '')}\t${id}`;
}

/** The key by which the index knows a disabled account whose machines are to stop. */
function stopOrderOf({ status, disabling }: Pick<StoredUser, 'status' | 'disabling'>): { stopOrder?: string } {
  return status === 'disabled' && disabling?.stopsMachines === true ? { stopOrder: standing } : {};
}
