import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { accessTokenItem, type StoredAccessToken } from './access-token-item.ts';
import { readTogether } from './batch-read.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';
import { userItem, type StoredUser } from './user-item.ts';

/** Whose token, and which of theirs. */
export interface AccessTokenKey {
  readonly userId: string;
  readonly tokenId: string;
}

/** The tokens by which programs act for people. */
export class AccessTokenRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('access-tokens');
  }

  /** A token and its user, both as of this instant, by one request; undefined where either is gone. */
  async getWithUser({
    userId,
    tokenId,
  }: AccessTokenKey): Promise<{ token: StoredAccessToken; user: StoredUser } | undefined> {
    const { 'access-tokens': token, users: user } = await readTogether(this.#database, {
      'access-tokens': { userId, tokenId },
      users: { userId },
    });
    if (token === undefined || user === undefined) return undefined;
    return { token: accessTokenItem.parse(token), user: userItem.parse(user) };
  }

  /** All tokens of a user that the table has, newest first, also those that have ended and were not yet removed. */
  async listOf(userId: string): Promise<StoredAccessToken[]> {
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
        // Ids sort by the time they were made.
        ScanIndexForward: false,
        ConsistentRead: true,
      },
    );
    const tokens: StoredAccessToken[] = [];
    for await (const page of pages) tokens.push(...(page.Items ?? []).map(accessTokenItem.parse));
    return tokens;
  }

  /** Notes that a token was used, and from where. @returns whether there is still such a token */
  async touch(key: AccessTokenKey, address: string, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(key),
      UpdateExpression: 'SET lastUsedAt = :now, lastUsedFrom = :address',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeValues: { ':now': at.toISOString(), ':address': address },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** A new token within a transaction. */
  putItem(token: StoredAccessToken): TransactItem {
    const ttl = Math.ceil(Date.parse(token.expiresAt) / 1000);
    return {
      Put: {
        TableName: this.#table,
        Item: { ...accessTokenItem.mark, ...token, ttl },
        ConditionExpression: 'attribute_not_exists(userId)',
      },
    };
  }

  /** The removal of a token within a transaction, whether it is still there or not. */
  forgetItem(key: AccessTokenKey): TransactItem {
    return { Delete: { TableName: this.#table, Key: keyOf(key) } };
  }

  /** The end of a token within a transaction; fails when it has ended already. */
  deleteItem(key: AccessTokenKey): TransactItem {
    return {
      Delete: { TableName: this.#table, Key: keyOf(key), ConditionExpression: 'attribute_exists(userId)' },
    };
  }
}

const keyOf = ({ userId, tokenId }: AccessTokenKey): Record<string, string> => ({ userId, tokenId });
