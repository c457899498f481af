import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { tokenRequestItem, type StoredTokenRequest, type TokenRequestAnswer } from './token-request-item.ts';
import type { TransactItem } from './transaction.ts';

/** Programs that ask for a token, by the code that they show. */
export class TokenRequestRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('token-requests');
  }

  /** A request that has not ended, as of this instant. */
  async get(userCode: string, now: Date): Promise<StoredTokenRequest | undefined> {
    const { Item: item } = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { userCode }, ConsistentRead: true }),
    );
    const request = item && tokenRequestItem.parse(item);
    return request !== undefined && Date.parse(request.expiresAt) > now.getTime() ? request : undefined;
  }

  /** Stores a new request. @returns whether its code was free; DynamoDB may keep what has ended for days */
  async put(request: StoredTokenRequest): Promise<boolean> {
    const ttl = Math.ceil(Date.parse(request.expiresAt) / 1000);
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...tokenRequestItem.mark, ...request, ttl },
      ConditionExpression: 'attribute_not_exists(userCode) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': request.requestedAt },
    });
    return writeIf(() => this.#database.client.send(put));
  }

  /** The answer of a person within a transaction; fails when there is one. */
  answerItem({ userCode, deviceHash }: StoredTokenRequest, answer: TokenRequestAnswer): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { userCode },
        UpdateExpression: 'SET answer = :answer',
        ConditionExpression: 'deviceHash = :hash AND attribute_not_exists(answer)',
        ExpressionAttributeValues: { ':answer': answer, ':hash': deviceHash },
      },
    };
  }

  /** The end of a request within a transaction; fails when it was collected already. */
  deleteItem({ userCode, deviceHash }: StoredTokenRequest): TransactItem {
    return {
      Delete: {
        TableName: this.#table,
        Key: { userCode },
        ConditionExpression: 'deviceHash = :hash',
        ExpressionAttributeValues: { ':hash': deviceHash },
      },
    };
  }
}
