import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { retryOnConflict } from './conflict.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import {
  authenticatorKey,
  factorItem,
  recoveryCodesKey,
  type StoredAuthenticator,
  type StoredFactor,
  type StoredPasskey,
} from './factor-item.ts';
import type { TransactItem } from './transaction.ts';

/** Whose factor, and which of theirs. */
export type FactorKey = Pick<StoredFactor, 'userId' | 'factorId'>;

/** What people prove themselves with beside their passwords: some twenty items of a person at most. */
export class FactorRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('factors');
  }

  /** All of a user, as of this instant. */
  async listOf(userId: string): Promise<StoredFactor[]> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
        ConsistentRead: true,
      }),
    );
    return (answer.Items ?? []).map(factorItem.parse);
  }

  async get({ userId, factorId }: FactorKey): Promise<StoredFactor | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { userId, factorId }, ConsistentRead: true }),
    );
    return answer.Item && factorItem.parse(answer.Item);
  }

  /** Keeps an authenticator that waits to be confirmed, in place of another that waits. @returns false where one counts already */
  async prepare(authenticator: StoredAuthenticator): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...factorItem.mark, ...authenticator },
      ConditionExpression: 'attribute_not_exists(userId) OR isConfirmed = :no',
      ExpressionAttributeValues: { ':no': false },
    });
    return writeIf(() => this.#database.client.send(put));
  }

  /** Has an authenticator count from now on, within a transaction; fails when it counts already or another has taken its place. */
  confirmItem({ userId, sealedSecret }: StoredAuthenticator, step: number): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userId, factorId: authenticatorKey },
        UpdateExpression: 'SET isConfirmed = :yes, lastStep = :step',
        ConditionExpression: 'isConfirmed = :no AND sealedSecret = :secret',
        ExpressionAttributeValues: { ':yes': true, ':no': false, ':step': step, ':secret': sealedSecret },
      },
    };
  }

  /** Takes the code of a step of time, once. @returns false when one of this step or a later one was taken before */
  async useCode(userId: string, step: number, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { userId, factorId: authenticatorKey },
      UpdateExpression: 'SET lastStep = :step, lastUsedAt = :at',
      ConditionExpression: 'isConfirmed = :yes AND lastStep < :step',
      ExpressionAttributeValues: { ':yes': true, ':step': step, ':at': at.toISOString() },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** Notes that a passkey was used. @returns false when it was removed, or used by somebody else since it was read */
  async usePasskey({ userId, factorId, counter }: StoredPasskey, counted: number, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { userId, factorId },
      UpdateExpression: 'SET #counter = :counted, lastUsedAt = :at',
      ConditionExpression: '#counter = :counter',
      ExpressionAttributeNames: { '#counter': 'counter' },
      ExpressionAttributeValues: { ':counter': counter, ':counted': counted, ':at': at.toISOString() },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** Uses up a recovery code. @returns how many are left, or undefined when it is none of them (any more) */
  async useRecoveryCode(userId: string, hash: string, at: Date): Promise<number | undefined> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { userId, factorId: recoveryCodesKey },
      UpdateExpression: 'SET lastUsedAt = :at DELETE hashes :used',
      ConditionExpression: 'contains(hashes, :hash)',
      ExpressionAttributeValues: { ':at': at.toISOString(), ':hash': hash, ':used': new Set([hash]) },
      ReturnValues: 'ALL_NEW',
    });
    try {
      const { Attributes = {} } = await retryOnConflict(() => this.#database.client.send(update));
      const left = factorItem.parse(Attributes);
      return left.kind === 'recovery-codes' ? left.hashes.size : 0;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  /** A factor that was not there before, within a transaction. */
  putItem(factor: StoredFactor): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...factorItem.mark, ...factor },
        ConditionExpression: 'attribute_not_exists(userId)',
      },
    };
  }

  /** A factor in place of what is there, if anything, within a transaction. */
  replaceItem(factor: StoredFactor): TransactItem {
    return { Put: { TableName: this.#table, Item: { ...factorItem.mark, ...factor } } };
  }

  /** The removal of a factor within a transaction, whether it is still there or not. */
  forgetItem({ userId, factorId }: FactorKey): TransactItem {
    return { Delete: { TableName: this.#table, Key: { userId, factorId } } };
  }

  /** The removal of a factor within a transaction; fails when it is not there (any more). */
  deleteItem({ userId, factorId }: FactorKey): TransactItem {
    return {
      Delete: {
        TableName: this.#table,
        Key: { userId, factorId },
        ConditionExpression: 'attribute_exists(userId)',
      },
    };
  }
}
