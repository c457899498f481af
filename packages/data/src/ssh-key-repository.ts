import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
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
      /** A page made it, and its owner has not said that they have its private half. */
      isUnsaved: z.boolean().optional(),
    })
    .transform(({ keyId, isUnsaved = false, ...key }) => ({ id: keyId, isSaved: !isUnsaved, ...key })),
});

/** A key as it is used for a machine. */
export interface UsedKey extends Pick<SshKey, 'id' | 'publicKey' | 'fingerprint'> {
  /** A name that it is to have from now on. */
  readonly name?: string | undefined;
  /** A page has just made it; once it is said to be saved, it stays so. */
  readonly isUnsaved?: boolean | undefined;
}

/** The public keys that people used, so that they can choose them again. */
export class SshKeyRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Remembers a key within a transaction; one that is known keeps its first date and takes the new name, if any. */
  useItem(userId: string, { id, publicKey, fingerprint, name, isUnsaved = false }: UsedKey, at: Date) {
    const nameUpdate = name === undefined ? '#name = if_not_exists(#name, :fallback)' : '#name = :name';
    const unsavedUpdate = isUnsaved ? ', isUnsaved = if_not_exists(isUnsaved, :unsaved)' : '';
    return {
      Update: {
        TableName: this.#database.table('ssh-keys'),
        Key: { userId, keyId: id },
        UpdateExpression:
          `SET publicKey = :publicKey, fingerprint = :fingerprint, lastUsedAt = :at, ` +
          `createdAt = if_not_exists(createdAt, :at), schemaVersion = :version, ${nameUpdate}${unsavedUpdate}`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: {
          ':publicKey': publicKey,
          ':fingerprint': fingerprint,
          ':at': at.toISOString(),
          ':version': sshKeyItem.mark.schemaVersion,
          ...(name === undefined ? { ':fallback': fingerprint } : { ':name': name }),
          ...(isUnsaved && { ':unsaved': true }),
        },
      },
    } satisfies TransactItem;
  }

  /** Its owner has the private half of a key. @returns whether there is such a key */
  async noteSaved(userId: string, keyId: string): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#database.table('ssh-keys'),
      Key: { userId, keyId },
      UpdateExpression: 'SET isUnsaved = :unsaved',
      ExpressionAttributeValues: { ':unsaved': false },
      ConditionExpression: 'attribute_exists(userId)',
    });
    return writeIf(() => this.#database.client.send(update));
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
