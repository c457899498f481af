import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
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
  }),
});

/** What a sign-in is checked against. */
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
  updateItem(email: string, credential: Credential): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { email },
        UpdateExpression: 'SET passwordHash = :hash',
        ConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':hash': credential.passwordHash, ':userId': credential.userId },
      },
    };
  }

  deleteItem(email: string): TransactItem {
    return { Delete: { TableName: this.#table, Key: { email } } };
  }
}
