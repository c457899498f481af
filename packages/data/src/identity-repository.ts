import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import { identityItem, type StoredIdentity } from './identity-item.ts';
import type { TransactItem } from './transaction.ts';

/** Whom companies know, and whose accounts these people have. */
export class IdentityRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('identities');
  }

  /** As of this instant. */
  async get(identity: string): Promise<StoredIdentity | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { identity }, ConsistentRead: true }),
    );
    return answer.Item && identityItem.parse(answer.Item);
  }

  /** What stands for a user at companies, as of a moment ago. */
  async listOf(userId: string): Promise<string[]> {
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        IndexName: 'by-user',
        KeyConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
      },
    );
    const identities: string[] = [];
    for await (const { Items = [] } of pages) identities.push(...Items.map((item) => String(item['identity'])));
    return identities;
  }

  /**
   * Joins somebody at a company to an account within a transaction; fails when they have one already.
   * @param gone whose account they had before, which is no more
   */
  putItem(identity: StoredIdentity, gone = ''): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...identityItem.mark, ...identity },
        ConditionExpression: 'attribute_not_exists(userId) OR userId = :gone',
        ExpressionAttributeValues: { ':gone': gone },
      },
    };
  }

  /** The end of a joining within a transaction, whether there is one or not. */
  forgetItem(identity: string): TransactItem {
    return { Delete: { TableName: this.#table, Key: { identity } } };
  }
}
