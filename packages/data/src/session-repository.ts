import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import { hashSessionToken } from './session-token.ts';
import { retryOnConflict } from './conflict.ts';
import type { TransactItem } from './transaction.ts';
import { UserRepository, type StoredUser } from './user-repository.ts';

/** A session as the table keeps one; instants are ISO. */
export interface StoredSession {
  readonly tokenHash: string;
  /** The public handle, `ses_…`. */
  readonly sessionId: string;
  readonly userId: string;
  /** The user's `sessionEpoch` when it was made. */
  readonly epoch: number;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** When it ends at the latest. */
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
}

/** A token's session together with its user: both hold at the instant of asking. */
export interface AuthenticatedSession {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly signedInAt: string;
  readonly expiresAt: string;
  readonly user: StoredUser;
}

/** `lastSeenAt` is written at most this often for a session, so that reading does not cost a write each time. */
const touchIntervalMs = 60_000;

interface SessionOptions {
  /** A session that was not used for so long has ended. */
  readonly idleMinutes: number;
}

/** The sessions. */
export class SessionRepository {
  readonly #database: Database;
  readonly #users: UserRepository;
  readonly #idleMs: number;

  constructor(database: Database, { idleMinutes }: SessionOptions) {
    this.#database = database;
    this.#users = new UserRepository(database);
    this.#idleMs = idleMinutes * 60_000;
  }

  get #table(): string {
    return this.#database.table('sessions');
  }

  /**
   * The session that a token stands for: neither ended nor idle too long, of a user who exists, is active and has not been
   * signed out since. Reads are consistent, so what an administrator does takes effect with the next request.
   */
  async authenticate(token: string, now: Date): Promise<AuthenticatedSession | undefined> {
    const tokenHash = hashSessionToken(token);
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { tokenHash }, ConsistentRead: true }),
    );
    const session = answer.Item as StoredSession | undefined;
    if (session === undefined || !this.#isAlive(session, now)) return undefined;
    const user = await this.#users.get(session.userId);
    if (user?.status !== 'active' || user.sessionEpoch !== session.epoch) return undefined;
    if (!(await this.#touch(session, now))) return undefined;
    const { sessionId, createdAt: signedInAt, expiresAt } = session;
    return { sessionId, tokenHash, signedInAt, expiresAt, user };
  }

  /** The sessions of a user that still hold, newest first. */
  async listOf(user: StoredUser, now: Date): Promise<StoredSession[]> {
    const sessions = await this.#allOf(user.id);
    return sessions.filter((session) => session.epoch === user.sessionEpoch && this.#isAlive(session, now));
  }

  /** A new session within a transaction. */
  putItem(session: StoredSession): TransactItem {
    const ttl = Math.ceil(Date.parse(session.expiresAt) / 1000);
    return {
      Put: {
        TableName: this.#table,
        Item: { ...session, ttl },
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

  async #allOf(userId: string): Promise<StoredSession[]> {
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
    for await (const page of pages) sessions.push(...((page.Items ?? []) as StoredSession[]));
    return sessions;
  }

  #isAlive(session: StoredSession, now: Date): boolean {
    const isExpired = Date.parse(session.expiresAt) <= now.getTime();
    const isIdle = Date.parse(session.lastSeenAt) + this.#idleMs <= now.getTime();
    return !isExpired && !isIdle;
  }

  /** False when the session ended between reading and writing. */
  async #touch(session: StoredSession, now: Date): Promise<boolean> {
    if (Date.parse(session.lastSeenAt) + touchIntervalMs > now.getTime()) return true;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { tokenHash: session.tokenHash },
      UpdateExpression: 'SET lastSeenAt = :now',
      ConditionExpression: 'attribute_exists(tokenHash)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
    try {
      await retryOnConflict(() => this.#database.client.send(update));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
