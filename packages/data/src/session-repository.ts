import { GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { sessionItem, type StoredSession } from './session-item.ts';
import type { TransactItem } from './transaction.ts';

/** The sessions, under the hashes of their tokens. */
export class SessionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('sessions');
  }

  /** One session, as of this instant, so that what an administrator does takes effect with the next request. */
  async get(tokenHash: string): Promise<StoredSession | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { tokenHash }, ConsistentRead: true }),
    );
    return answer.Item && sessionItem.parse(answer.Item);
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
    const sessions: StoredSession[] = [];
    for await (const page of pages) sessions.push(...(page.Items ?? []).map(sessionItem.parse));
    return sessions;
  }

  /** Notes that a session was used. False when it ended meanwhile. */
  async touch(tokenHash: string, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { tokenHash },
      UpdateExpression: 'SET lastSeenAt = :now',
      ConditionExpression: 'attribute_exists(tokenHash)',
      ExpressionAttributeValues: { ':now': at.toISOString() },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** Notes that whoever has a session has proven who they are. False when it ended meanwhile. */
  async prove(tokenHash: string, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { tokenHash },
      UpdateExpression: 'SET provenAt = :now',
      ConditionExpression: 'attribute_exists(tokenHash)',
      ExpressionAttributeValues: { ':now': at.toISOString() },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** A new session within a transaction. */
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

  /** Carries a session over into its user's new epoch within a transaction; fails when it has ended. */
  keepItem(tokenHash: string, epoch: number): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { tokenHash },
        UpdateExpression: 'SET epoch = :epoch',
        ConditionExpression: 'attribute_exists(tokenHash)',
        ExpressionAttributeValues: { ':epoch': epoch },
      },
    };
  }
}
