import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { retryOnConflict } from './conflict.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { proofTicketItem, type ProofTicket, type TicketPurpose } from './proof-ticket-item.ts';

interface TicketUse {
  readonly ticketHash: string;
  /** What it may be for. */
  readonly purposes: readonly TicketPurpose[];
}

/** Proofs that have begun. A ticket is tried a few times and used once. */
export class ProofTicketRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('proof-tickets');
  }

  async add(ticket: ProofTicket): Promise<void> {
    await this.#database.client.send(
      new PutCommand({ TableName: this.#table, Item: { ...proofTicketItem.mark, ...ticket } }),
    );
  }

  /** Counts a try before it is made. @returns undefined when the ticket is none that holds, or was tried too often */
  async try({ ticketHash, purposes }: TicketUse, maxTries: number, now: Date): Promise<ProofTicket | undefined> {
    const names = purposes.map((_, n) => `:purpose${n}`);
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { ticketHash },
      UpdateExpression: 'ADD tries :one',
      ConditionExpression: `purpose IN (${names.join(', ')}) AND tries < :max AND #ttl > :now`,
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':max': maxTries,
        ...Object.fromEntries(purposes.map((purpose, n) => [`:purpose${n}`, purpose])),
        ':now': Math.floor(now.getTime() / 1000),
      },
      ReturnValues: 'ALL_NEW',
    });
    try {
      const { Attributes = {} } = await retryOnConflict(() => this.#database.client.send(update));
      return proofTicketItem.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  /** Uses a ticket up. @returns false when somebody else has done so in the meantime */
  async use(ticketHash: string): Promise<boolean> {
    const remove = new DeleteCommand({
      TableName: this.#table,
      Key: { ticketHash },
      ConditionExpression: 'attribute_exists(ticketHash)',
    });
    return writeIf(() => this.#database.client.send(remove));
  }
}
