import { PutCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { auditItem, auditKeys, type NewAuditEvent } from './audit-item.ts';
import { writeIf } from './conditional-write.ts';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import { guardStep, type Step } from './transaction.ts';

/** How long events are kept: 400 days, so that a year can be looked back on. */
const retentionSeconds = 400 * 86_400;

const day = /^\d{4}-\d{2}-\d{2}$/;
const sk = /^[\d-]{10}T[\d:.]{12}Z#evt_[0-9a-z]{26}$/;
const id = /^[\w-]+$/;

/** Sorts behind every key of a day, so a list that starts there starts with the newest event. */
export const endOfDay = '~';

/** The cursors of the three lists: of days, of who did it, of what it was done to. */
export const auditCursors = {
  days: new ListCursor('audit-days', { day, sk: new RegExp(`^${endOfDay}$|${sk.source}`) }),
  'by-actor': new ListCursor('audit-by-actor', { day, sk, actorId: id }),
  'by-subject': new ListCursor('audit-by-subject', { day, sk, subjectId: id }),
};

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

  /** The event as a step of a transaction, for where it must be written together with what it tells. */
  step(event: NewAuditEvent, at: Date): Step {
    return guardStep({ Put: this.#put(event, at) });
  }

  /** Writes an event. One that is there already is this one, whose answer was lost: its key holds 80 random bits. */
  async append(event: NewAuditEvent, at: Date): Promise<void> {
    const put = new PutCommand(this.#put(event, at));
    await writeIf(() => this.#database.client.send(put));
  }

  /** Nothing is ever written over what has been recorded. */
  #put(event: NewAuditEvent, at: Date) {
    return {
      TableName: this.#database.table('audit'),
      Item: toItem(event, at),
      ConditionExpression: 'attribute_not_exists(sk)',
    };
  }

  /** Events by or about one user or machine, newest first. */
  async listOf(index: 'by-actor' | 'by-subject', id: string, page: Page) {
    const attribute = index === 'by-actor' ? 'actorId' : 'subjectId';
    return this.#query(
      auditCursors[index],
      {
        TableName: this.#database.table('audit'),
        IndexName: index,
        KeyConditionExpression: '#id = :id',
        ExpressionAttributeNames: { '#id': attribute },
        ExpressionAttributeValues: { ':id': id },
      },
      { ...page, fixed: { [attribute]: id } },
    );
  }

  /** Events of one UTC day (`2026-11-24`), newest first. */
  async listDay(day: string, page: Page) {
    return this.#query(
      auditCursors.days,
      {
        TableName: this.#database.table('audit'),
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      },
      { ...page, fixed: { day } },
    );
  }

  async #query(
    cursors: ListCursor<string>,
    input: QueryCommandInput,
    { limit, cursor, fixed }: Page & { fixed: Record<string, string> },
  ) {
    const answer = await this.#database.client.send(
      new QueryCommand({
        ...input,
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: cursors.read(cursor, fixed),
      }),
    );
    const last = answer.LastEvaluatedKey;
    return { items: (answer.Items ?? []).map(auditItem.parse), nextCursor: last && cursors.after(last) };
  }
}

function toItem(event: NewAuditEvent, at: Date) {
  const whole = { ...event, id: newId('evt', at), at: at.toISOString() };
  return {
    ...auditItem.mark,
    ...whole,
    ...auditKeys(whole),
    ttl: Math.floor(at.getTime() / 1000) + retentionSeconds,
  };
}
