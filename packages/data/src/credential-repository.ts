import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';

/** What a sign-in is checked against. */
export interface Credential {
  readonly userId: string;
  /** Argon2id in PHC form (`hashPassword`). */
  readonly passwordHash: string;
}

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
    return answer.Item as Credential | undefined;
  }

  /** A new credential within a transaction; fails when the e-mail is taken. */
  putItem(email: string, credential: Credential): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { email, ...credential },
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
