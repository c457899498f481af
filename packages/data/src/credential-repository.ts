import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { readBatches } from './batch-read.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';
import type { TransactItem } from './transaction.ts';

const credentialItem = defineItem({
  table: 'credentials',
  namedBy: ['userId'],
  schema: z.object({
    userId: z.string(),
    /** Argon2id in PHC form (`hashPassword`). */
    passwordHash: z.string(),
    /** Whether it is too short to be good without a second factor. */
    isShort: z.boolean().optional(),
    /** Of a one-time password: the second from which it is good for nothing. None was set before there was a bound. */
    expiresAt: z.int().optional(),
    /** Of a one-time password: when it was used first, in seconds, and by which caller (a hash). */
    usedAt: z.int().optional(),
    usedBy: z.string().optional(),
  }),
});

/** What a sign-in is checked against; a password that somebody has chosen has but a hash. */
export type Credential = Readonly<ReturnType<typeof credentialItem.parse>>;

/** Passwords, by e-mail in its normal form (`emailAddress` of contracts). */
export class CredentialRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('credentials');
  }

  async get(email: string): Promise<Credential | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { email }, ConsistentRead: true }),
    );
    return answer.Item && credentialItem.parse(answer.Item);
  }

  /** Those of some e-mails that are somebody's, as of this instant. */
  async taken(emails: readonly string[]): Promise<Set<string>> {
    const keys = emails.map((email) => ({ email }));
    const found = await readBatches(this.#database, 'credentials', keys, { ConsistentRead: true });
    return new Set(found.map((item) => String(item['email'])));
  }

  /** A new credential within a transaction; fails when the e-mail is taken. */
  putItem(email: string, credential: Credential): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...credentialItem.mark, email, ...credential },
        ConditionExpression: 'attribute_not_exists(email)',
      },
    };
  }

  /** A new password within a transaction; fails when the e-mail is no longer this user's. */
  updateItem(email: string, { userId, passwordHash, expiresAt, isShort = false }: Credential): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { email },
        UpdateExpression:
          expiresAt === undefined
            ? 'SET passwordHash = :hash, isShort = :isShort REMOVE expiresAt, usedAt, usedBy'
            : 'SET passwordHash = :hash, isShort = :isShort, expiresAt = :expiresAt REMOVE usedAt, usedBy',
        ConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: {
          ':hash': passwordHash,
          ':userId': userId,
          ':isShort': isShort,
          ...(expiresAt !== undefined && { ':expiresAt': expiresAt }),
        },
      },
    };
  }

  /**
   * Uses a one-time password up, once for all who try at the same time; false when it is used up already.
   * @param again a use by the same caller from this second on may be repeated
   */
  async use(
    email: string,
    passwordHash: string,
    by: string,
    { now, again }: { readonly now: number; readonly again: number },
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { email },
      UpdateExpression: 'SET usedAt = if_not_exists(usedAt, :now), usedBy = :by',
      ConditionExpression:
        'passwordHash = :hash AND (attribute_not_exists(usedAt) OR (usedBy = :by AND usedAt >= :again))',
      ExpressionAttributeValues: { ':now': now, ':by': by, ':hash': passwordHash, ':again': again },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  deleteItem(email: string): TransactItem {
    return { Delete: { TableName: this.#table, Key: { email } } };
  }
}
