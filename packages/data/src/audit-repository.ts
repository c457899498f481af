import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { auditItem, auditKeys, auditRetentionDays, type NewAuditEvent } from './audit-item.ts';
import { writeIf } from './conditional-write.ts';
import { InvalidCursorError, ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import { guardStep, type Step } from './transaction.ts';

const retentionSeconds = auditRetentionDays * 86_400;

const day = /^\d{4}-\d{2}-\d{2}$/;
const sk = /^[\d-]{10}T[\d:.]{12}Z#evt_[0-9a-z]{26}$/;
const id = /^[\w-]+$/;

/** Sorts behind every key of a day, so a list that starts there starts with the newest event. */
export const endOfDay = '~';

/** The cursors of the four lists: of days, of who did it, of what it was done to, of what was done. */
export const auditCursors = {
  days: new ListCursor('audit-days', { day, sk: new RegExp(`^${endOfDay}$|${sk.source}`) }),
  'by-actor': new ListCursor('audit-by-actor', { day, sk, actorId: id }),
  'by-subject': new ListCursor('audit-by-subject', { day, sk, subjectId: id }),
  'by-action': new ListCursor('audit-by-action', { day, sk, action: id }),
};

/** An index of the log: events of one person, about one thing, or of one action. */
export type AuditIndex = Exclude<keyof typeof auditCursors, 'days'>;

const attributes = { 'by-actor': 'actorId', 'by-subject': 'subjectId', 'by-action': 'action' } as const;

interface Page {
  readonly limit: number;
  /** The first instant that counts. */
  readonly from?: Date | undefined;
  /** The first that does not count any more. */
  readonly to?: Date | undefined;
  readonly cursor?: string | undefined;
  /** The list's cursors, where they are narrowed down to a filter. */
  readonly cursors?: ListCursor<string> | undefined;
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

  /** Events by or about one user or machine, or of one action, newest first. */
  async listOf(index: AuditIndex, id: string, page: Page) {
    return this.#query(
      { ...page, cursors: page.cursors ?? auditCursors[index], fixed: { [attributes[index]]: id } },
      index,
    );
  }

  /** Events of one UTC day (`2026-11-24`), newest first. */
  async listDay(day: string, page: Page) {
    return this.#query({ ...page, cursors: page.cursors ?? auditCursors.days, fixed: { day } });
  }

  async #query({ cursors, limit, cursor, fixed, ...times }: Listing, index?: AuditIndex) {
    const [[name, value] = ['', '']] = Object.entries(fixed);
    const range = keysBetween(times);
    const place = cursors.read(cursor, fixed);
    const isBegun = place !== undefined && place['sk'] !== endOfDay;
    // DynamoDB would call it our fault.
    if (isBegun && !isWithin(place['sk'], range)) throw new InvalidCursorError();
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#database.table('audit'),
        IndexName: index,
        KeyConditionExpression: '#name = :value AND sk BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value, ':first': range.first, ':last': range.last },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: isBegun ? place : undefined,
      }),
    );
    const last = answer.LastEvaluatedKey;
    return { items: (answer.Items ?? []).map(auditItem.parse), nextCursor: last && cursors.after(last) };
  }
}

interface Listing extends Page {
  readonly cursors: ListCursor<string>;
  /** The attribute that all events of the list have in common. */
  readonly fixed: Readonly<Record<string, string>>;
}

interface KeyRange {
  readonly first: string;
  readonly last: string;
}

/** Keys begin with the instant and go on with a hash sign, so those of `to` itself sort behind its bare text. */
function keysBetween({ from, to }: Pick<Page, 'from' | 'to'>): KeyRange {
  return { first: from?.toISOString() ?? '0', last: to?.toISOString() ?? endOfDay };
}

function isWithin(sk: string | undefined, { first, last }: KeyRange): boolean {
  return sk !== undefined && sk >= first && sk <= last;
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
