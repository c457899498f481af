import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import type { Database } from './database.ts';
import { retryOnConflict } from './conflict.ts';
import type { TransactItem } from './transaction.ts';

/** The public keys that people used, so that they can choose them again. */
export class SshKeyRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Remembers a key within a transaction; one that is known keeps its first date and takes the new name, if any. */
  useItem(userId: string, key: Omit<SshKey, 'createdAt' | 'lastUsedAt' | 'name'>, name: string | undefined, at: Date) {
    const nameUpdate = name === undefined ? '#name = if_not_exists(#name, :fallback)' : '#name = :name';
    return {
      Update: {
        TableName: this.#database.table('ssh-keys'),
        Key: { userId, keyId: key.id },
        UpdateExpression:
          `SET publicKey = :publicKey, fingerprint = :fingerprint, lastUsedAt = :at, ` +
          `createdAt = if_not_exists(createdAt, :at), ${nameUpdate}`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: {
          ':publicKey': key.publicKey,
          ':fingerprint': key.fingerprint,
          ':at': at.toISOString(),
          ...(name === undefined ? { ':fallback': key.fingerprint } : { ':name': name }),
        },
      },
    } satisfies TransactItem;
  }

  /** A user's keys, last used first; at most the 100 that a page of DynamoDB surely holds. */
  async list(userId: string): Promise<SshKey[]> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#database.table('ssh-keys'),
        KeyConditionExpression: 'userId = :id',
        ExpressionAttributeValues: { ':id': userId },
        Limit: 100,
      }),
    );
    return (answer.Items ?? []).map(toKey).sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
  }

  /** @returns whether there was such a key */
  async delete(userId: string, keyId: string): Promise<boolean> {
    try {
      await retryOnConflict(() =>
        this.#database.client.send(
          new DeleteCommand({
            TableName: this.#database.table('ssh-keys'),
            Key: { userId, keyId },
            ConditionExpression: 'attribute_exists(userId)',
          }),
        ),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

function toKey(item: Record<string, unknown>): SshKey {
  return {
    id: String(item['keyId']),
    name: String(item['name']),
    publicKey: String(item['publicKey']),
    fingerprint: String(item['fingerprint']),
    createdAt: String(item['createdAt']),
    lastUsedAt: String(item['lastUsedAt']),
  };
}
