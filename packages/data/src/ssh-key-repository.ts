import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '@cloudapp/contracts/primitives';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import * as z from 'zod';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';
import type { TransactItem } from './transaction.ts';

const sshKeyItem = defineItem({
  table: 'ssh-keys',
  schema: z
    .object({
      keyId: z.string(),
      name: z.string(),
      publicKey: z.string(),
      fingerprint: z.string(),
      createdAt: instant,
      lastUsedAt: instant,
    })
    .transform(({ keyId, ...key }) => ({ id: keyId, ...key })),
});

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
          `createdAt = if_not_exists(createdAt, :at), schemaVersion = :version, ${nameUpdate}`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: {
          ':publicKey': key.publicKey,
          ':fingerprint': key.fingerprint,
          ':at': at.toISOString(),
          ':version': sshKeyItem.mark.schemaVersion,
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
        // A key that was just removed does not come back, nor is one missing that was just used.
        ConsistentRead: true,
        Limit: 100,
      }),
    );
    return (answer.Items ?? []).map(sshKeyItem.parse).sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
  }

  /** @returns whether there was such a key */
  async delete(userId: string, keyId: string): Promise<boolean> {
    const removal = new DeleteCommand({
      TableName: this.#database.table('ssh-keys'),
      Key: { userId, keyId },
      ConditionExpression: 'attribute_exists(userId)',
    });
    return writeIf(() => this.#database.client.send(removal));
  }
}
