import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { lookedThroughItem, noticeItem, type Notice, type QueuedNotice } from './notice-item.ts';

/** Longer than the stream, and whoever repeats what it has lost, may tell of an entry again. */
const retentionSeconds = 30 * 86_400;
/** What those that are to be sent have in common in their index. SES takes far fewer a second than one partition does. */
const waiting = 'waiting';
const lookedThroughKey = '#looked-through';

/** How sending has ended. */
export type NoticeEnd =
  | { readonly state: 'sent'; readonly messageId: string }
  /** Not wanted, or nobody there to get it. */
  | { readonly state: 'left-out'; readonly reason: string }
  | { readonly state: 'given-up'; readonly reason: string };

/**
 * The outbox of e-mails. A notice waits under the id that it is known by, and stays when it was sent, so that nobody adds it again. One of
 * all who try at the same time claims it; a claim ends by itself, since whoever held it may be gone.
 */
export class NoticeRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('notices');
  }

  /** @returns whether it was not there yet */
  async add(notice: Notice, now: Date): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: {
        ...noticeItem.mark,
        ...notice,
        attempts: 0,
        state: 'waiting',
        queue: waiting,
        dueAt: now.toISOString(),
        ttl: Math.floor(now.getTime() / 1000) + retentionSeconds,
      },
      ConditionExpression: 'attribute_not_exists(noticeId)',
    });
    return await writeIf(() => this.#database.client.send(put));
  }

  /** The ids of those that are due, the longest due first, as of a moment ago. */
  async due(now: Date, limit: number): Promise<string[]> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-due',
        KeyConditionExpression: 'queue = :waiting AND dueAt <= :now',
        ExpressionAttributeValues: { ':waiting': waiting, ':now': now.toISOString() },
        Limit: limit,
      }),
    );
    return (answer.Items ?? []).map((item) => String(item['noticeId']));
  }

  /**
   * Takes a notice that is due, for one of all who try.
   * @param until when it is due again, unless its end is known by then
   * @returns it as it is then; undefined when it is not due (any more)
   */
  async claim(noticeId: string, now: Date, until: Date): Promise<QueuedNotice | undefined> {
    let claimed: QueuedNotice | undefined;
    await writeIf(async () => {
      const { Attributes = {} } = await this.#database.client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { noticeId },
          UpdateExpression: 'SET #state = :sending, dueAt = :until ADD attempts :one',
          ConditionExpression: 'queue = :waiting AND dueAt <= :now',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':sending': 'sending',
            ':until': until.toISOString(),
            ':one': 1,
            ':waiting': waiting,
            ':now': now.toISOString(),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      claimed = noticeItem.parse(Attributes);
    });
    return claimed;
  }

  /** Has it wait again, as certainly not sent; nothing where another attempt has begun or its end is known. */
  async postpone({ noticeId, attempts }: QueuedNotice, until: Date, reason: string): Promise<void> {
    await this.#write(noticeId, 'SET #state = :state, dueAt = :until, reason = :reason', {
      condition: 'queue = :waiting AND attempts = :attempts',
      values: {
        ':state': 'waiting',
        ':until': until.toISOString(),
        ':reason': reason,
        ':waiting': waiting,
        ':attempts': attempts,
      },
    });
  }

  /** Notes how it ended, whichever attempt found out. The first end that is known stays. */
  async end(noticeId: string, end: NoticeEnd, now: Date): Promise<void> {
    const [name, value] = end.state === 'sent' ? ['messageId', end.messageId] : ['reason', end.reason];
    await this.#write(noticeId, `SET #state = :state, endedAt = :now, ${name} = :value REMOVE queue, dueAt`, {
      condition: 'queue = :waiting',
      values: { ':state': end.state, ':now': now.toISOString(), ':value': value, ':waiting': waiting },
    });
  }

  /** Until when the log was looked through. */
  async lookedThrough(): Promise<Date | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { noticeId: lookedThroughKey }, ConsistentRead: true }),
    );
    return answer.Item && new Date(lookedThroughItem.parse(answer.Item).until);
  }

  async setLookedThrough(until: Date): Promise<void> {
    const Item = { ...lookedThroughItem.mark, noticeId: lookedThroughKey, until: until.toISOString() };
    await this.#database.client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async #write(
    noticeId: string,
    UpdateExpression: string,
    { condition, values }: { readonly condition: string; readonly values: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { noticeId },
      UpdateExpression,
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: values,
    });
    await writeIf(() => this.#database.client.send(update));
  }
}
