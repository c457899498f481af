import { GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readTogether } from './batch-read.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { replacedTokenItem, sessionItem, type ReplacedToken, type StoredSession } from './session-item.ts';
import type { TransactItem } from './transaction.ts';
import { userItem, type StoredUser } from './user-item.ts';

/** The sessions, under the hashes of their tokens. */
export class SessionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('sessions');
  }

  /**
   * The session of a token, as of this instant, so that what an administrator does takes effect with the next request. A token that was
   * replaced a moment ago leads to its session too, as it was proven then; the session tells which token it has.
   */
  async get(tokenHash: string, now: Date): Promise<StoredSession | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { tokenHash }, ConsistentRead: true }),
    );
    if (answer.Item === undefined) return undefined;
    if (!('replacedBy' in answer.Item)) return sessionItem.parse(answer.Item);
    const { replacedBy, provenAt, until } = replacedTokenItem.parse(answer.Item);
    const session = Date.parse(until) > now.getTime() ? await this.get(replacedBy, now) : undefined;
    return session && { ...session, provenAt };
  }

  /**
   * The session of a token and the user that it was somebody's before, both as of this instant, by one request. Undefined where either
   * is gone or the token was replaced.
   */
  async getWithUser(
    tokenHash: string,
    userId: string,
  ): Promise<{ session: StoredSession; user: StoredUser } | undefined> {
    const { sessions, users } = await readTogether(this.#database, { sessions: { tokenHash }, users: { userId } });
    if (sessions === undefined || users === undefined || 'replacedBy' in sessions) return undefined;
    return { session: sessionItem.parse(sessions), user: userItem.parse(users) };
  }

  /** All sessions of a user that the table has, ended ones too, newest first. */
  async listOf(userId: string): Promise<StoredSession[]> {
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        IndexName: 'by-user',
        KeyConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
        ScanIndexForward: false,
      },
    );
    // The index lags: for a moment it can have one session under two tokens.
    const sessions = new Map<string, StoredSession>();
    for await (const page of pages) {
      for (const session of (page.Items ?? []).map(sessionItem.parse)) sessions.set(session.sessionId, session);
    }
    return [...sessions.values()];
  }

  /** Notes that a session was used. False when it ended or was given another token meanwhile. */
  async touch(tokenHash: string, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { tokenHash },
      UpdateExpression: 'SET lastSeenAt = :now',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeValues: { ':now': at.toISOString() },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** A session under a token of its own within a transaction. */
  putItem(session: StoredSession): TransactItem {
    const ttl = Math.ceil(Date.parse(session.expiresAt) / 1000);
    return {
      Put: {
        TableName: this.#table,
        Item: { ...sessionItem.mark, ...session, ttl },
        ConditionExpression: 'attribute_not_exists(tokenHash)',
      },
    };
  }

  /** The end of a session within a transaction; fails when it has ended already or is not this user's. */
  deleteItem(tokenHash: string, userId: string): TransactItem {
    return {
      Delete: {
        TableName: this.#table,
        Key: { tokenHash },
        ConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
      },
    };
  }

  /** The end of a token within a transaction, in whose place its session has another; fails when either has ended already. */
  replaceItem(replaced: ReplacedToken): TransactItem {
    const ttl = Math.ceil(Date.parse(replaced.until) / 1000);
    return {
      Put: {
        TableName: this.#table,
        Item: { ...replacedTokenItem.mark, ...replaced, ttl },
        ConditionExpression: 'attribute_exists(userId)',
      },
    };
  }
}
