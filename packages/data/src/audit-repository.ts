import { PutCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { auditDay, auditItem, type NewAuditEvent } from './audit-item.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import type { TransactItem } from './transaction.ts';

/** How long events are kept: 400 days, so that a year can be looked back on. */
const retentionSeconds = 400 * 86_400;

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The append-only log of who did what, when and from where. */
export class AuditRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The event as an item of a transaction, for where it must be written together with what it tells. */
  item(event: NewAuditEvent, at: Date): TransactItem {
    return { Put: { TableName: this.#database.table('audit'), Item: toItem(event, at) } };
  }

  async append(event: NewAuditEvent, at: Date): Promise<void> {
    await this.#database.client.send(
      new PutCommand({ TableName: this.#database.table('audit'), Item: toItem(event, at) }),
    );
  }

  /** Events by or about one user or machine, newest first. */
  async listOf(index: 'by-actor' | 'by-subject', id: string, page: Page) {
    const attribute = index === 'by-actor' ? 'actorId' : 'subjectId';
    return this.#query(
      {
        TableName: this.#database.table('audit'),
        IndexName: index,
        KeyConditionExpression: '#id = :id',
        ExpressionAttributeNames: { '#id': attribute },
        ExpressionAttributeValues: { ':id': id },
      },
      decodeCursor(page.cursor, ['day', 'sk', attribute], { [attribute]: id }),
      page.limit,
    );
  }

  /** Events of one UTC day (`2026-11-24`), newest first. */
  async listDay(day: string, page: Page) {
    return this.#query(
      {
        TableName: this.#database.table('audit'),
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      },
      decodeCursor(page.cursor, ['day', 'sk'], { day }),
      page.limit,
    );
  }

  async #query(input: QueryCommandInput, start: Record<string, string> | undefined, limit: number) {
    const answer = await this.#database.client.send(
      new QueryCommand({
        ...input,
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: start,
      }),
    );
    return { items: (answer.Items ?? []).map(auditItem.parse), nextCursor: encodeCursor(answer.LastEvaluatedKey) };
  }
}

function toItem(event: NewAuditEvent, at: Date) {
  const id = newId('evt', at);
  return {
    ...auditItem.mark,
    day: auditDay(at),
    sk: `${at.toISOString()}#${id}`,
    ...event,
    id,
    at: at.toISOString(),
    actorId: event.actor?.id,
    subjectId: event.subject?.id,
    ttl: Math.floor(at.getTime() / 1000) + retentionSeconds,
  };
}
