import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mailAnswerItem, type MailAnswer } from './answer-item.ts';
import type { Database } from './database.ts';
import { step, type Step, type TransactItem } from './transaction.ts';

/** They lie beside what was answered to requests, under keys that none of those has. */
const keyOf = (tokenHash: string) => ({ key: `answer#${tokenHash}` });

/** Whoever opens a link that late is still told apart in the audit log from somebody who guesses. */
const keptSeconds = 7 * 86_400;

/** The links in e-mails that people answer by, known by the hashes of their tokens alone. */
export class AnswerRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('idempotency');
  }

  async add(tokenHash: string, answer: MailAnswer): Promise<void> {
    const ttl = Math.floor(Date.parse(answer.happensAt) / 1000) + keptSeconds;
    const Item = { ...mailAnswerItem.mark, ...keyOf(tokenHash), ...answer, ttl };
    await this.#database.client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** As of this instant, also one that was used or does not hold any more. */
  async get(tokenHash: string): Promise<MailAnswer | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(tokenHash), ConsistentRead: true }),
    );
    return answer.Item && mailAnswerItem.parse(answer.Item);
  }

  /** Its use within a transaction; fails when it was used already. */
  useStep(tokenHash: string, now: Date): Step<'overtaken'> {
    return step(this.#noteItem(tokenHash, 'usedAt', now), 'overtaken');
  }

  /** That it was refused, to be written with what is told of that; fails when that was told already. */
  refusedStep(tokenHash: string, now: Date): Step<'told'> {
    return step(this.#noteItem(tokenHash, 'refusedAt', now), 'told');
  }

  #noteItem(tokenHash: string, name: 'usedAt' | 'refusedAt', now: Date): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: keyOf(tokenHash),
        UpdateExpression: `SET ${name} = :now`,
        ConditionExpression: `attribute_exists(#key) AND attribute_not_exists(${name})`,
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':now': now.toISOString() },
      },
    };
  }
}
