import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createHash } from 'node:crypto';
import { attemptItem, type Attempt, type AttemptLimit } from './attempt-item.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';

/** How often another caller may open or end the window between two of our writes before we give up. */
const maxTries = 5;

/**
 * Counts attempts before they are made, so that a thousand at once get no more tries than a thousand in a row; one that
 * succeeds is taken back. A window begins with its first attempt and ends by itself.
 */
export class AttemptRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('sign-in-attempts');
  }

  /** Counts one attempt by `subject` (an e-mail, an address), or says when the next may be made. */
  async begin(kind: string, subject: string, limit: AttemptLimit, now: Date): Promise<Attempt> {
    const key = attemptKey(kind, subject);
    const seconds = Math.floor(now.getTime() / 1000);
    for (let attempt = 1; attempt <= maxTries; attempt++) {
      const counted = await this.#count(key, limit, seconds);
      if (counted.isAllowed || counted.retryAfterSeconds > 0) return counted;
      const opened = await this.#open(key, limit, seconds);
      if (opened) return { isAllowed: true, isLast: limit.maxFailures === 1 };
    }
    return { isAllowed: false, retryAfterSeconds: 1 };
  }

  /** Forgets all attempts of a subject: it has proven who it is. */
  async reset(kind: string, subject: string): Promise<void> {
    await this.#database.client.send(
      new DeleteCommand({ TableName: this.#table, Key: { key: attemptKey(kind, subject) } }),
    );
  }

  /** Takes one attempt back without forgetting the others. */
  async takeBack(kind: string, subject: string): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { key: attemptKey(kind, subject) },
      UpdateExpression: 'ADD failures :less',
      ConditionExpression: 'failures > :none',
      ExpressionAttributeValues: { ':less': -1, ':none': 0 },
    });
    await writeIf(() => this.#database.client.send(update));
  }

  /** Counts within the running window; refused with 0 seconds when there is none. */
  async #count(key: string, limit: AttemptLimit, seconds: number): Promise<Attempt> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { key },
      UpdateExpression: 'ADD failures :one',
      ConditionExpression: 'windowEndsAt > :now AND failures < :max',
      ExpressionAttributeValues: { ':one': 1, ':now': seconds, ':max': limit.maxFailures },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const answer = await this.#database.client.send(update);
      const { failures } = attemptItem.parse(answer.Attributes ?? {});
      return { isAllowed: true, isLast: failures >= limit.maxFailures };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if (!error.Item) return { isAllowed: false, retryAfterSeconds: 0 };
      const { windowEndsAt } = attemptItem.parse(unmarshall(error.Item));
      return { isAllowed: false, retryAfterSeconds: Math.max(0, windowEndsAt - seconds) };
    }
  }

  /** Opens a new window with this attempt as its first; false when another attempt has opened one just now. */
  async #open(key: string, limit: AttemptLimit, seconds: number): Promise<boolean> {
    const endsAt = seconds + limit.windowSeconds;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { key },
      UpdateExpression: 'SET failures = :one, windowEndsAt = :end, #ttl = :end, schemaVersion = :version',
      ConditionExpression: 'attribute_not_exists(windowEndsAt) OR windowEndsAt <= :now',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':end': endsAt,
        ':now': seconds,
        ':version': attemptItem.mark.schemaVersion,
      },
    });
    return writeIf(() => this.#database.client.send(update));
  }
}

/** Hashed, so that the table is no list of e-mails that somebody tried. */
function attemptKey(kind: string, subject: string): string {
  return `${kind}#${createHash('sha256').update(subject).digest('hex')}`;
}
