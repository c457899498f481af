import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { deliveryItem, type Delivery, type DeliveryAttempt, type NewDelivery } from './webhook-item.ts';

/** Longer than the stream, and whoever repeats what it has lost, may tell of an entry again. */
const retentionSeconds = 30 * 86_400;

/**
 * The outbox of webhooks: beside that of e-mails in its table, each webhook with a queue of its own, so that none waits for another. A
 * delivery is known by its id and stays when it was sent, so that nobody adds it again.
 */
export class DeliveryRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('notices');
  }

  /** @returns whether it was not there yet */
  async add(delivery: NewDelivery, now: Date): Promise<boolean> {
    const at = now.toISOString();
    const put = new PutCommand({
      TableName: this.#table,
      Item: {
        ...deliveryItem.mark,
        ...delivery,
        attempts: 0,
        state: 'waiting',
        queue: delivery.webhookId,
        addedAt: at,
        waitingSince: at,
        dueAt: at,
        ttl: Math.floor(now.getTime() / 1000) + retentionSeconds,
      },
      ConditionExpression: 'attribute_not_exists(noticeId)',
    });
    return await writeIf(() => this.#database.client.send(put));
  }

  /** As of this instant. */
  async get(deliveryId: string): Promise<Delivery | undefined> {
    const Key = { noticeId: deliveryId };
    const { Item } = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }),
    );
    return Item && deliveryItem.parse(Item);
  }

  /** The last ones of a webhook, the newest first, as of a moment ago. */
  async latest(webhookId: string, limit: number): Promise<Delivery[]> {
    const { Items = [] } = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-webhook',
        KeyConditionExpression: 'webhookId = :webhook',
        ExpressionAttributeValues: { ':webhook': webhookId },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map(deliveryItem.parse);
  }

  /**
   * The ids of those of a webhook that are to be sent, the longest due first, as of a moment ago.
   * @param dueBy only those that are due by then @default whenever they are
   */
  async waiting(webhookId: string, limit: number, dueBy?: Date): Promise<string[]> {
    const { Items = [] } = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-due',
        KeyConditionExpression: dueBy ? 'queue = :webhook AND dueAt <= :by' : 'queue = :webhook',
        ExpressionAttributeValues: { ':webhook': webhookId, ...(dueBy && { ':by': dueBy.toISOString() }) },
        Limit: limit,
      }),
    );
    return Items.map((item) => String(item['noticeId']));
  }

  /**
   * Takes a delivery that is due, for one of all who try.
   * @param until when it is due again, unless what came of it is known by then
   * @returns it as it is then; undefined when it is not due (any more)
   */
  async claim(deliveryId: string, now: Date, until: Date): Promise<Delivery | undefined> {
    let claimed: Delivery | undefined;
    await writeIf(async () => {
      const { Attributes = {} } = await this.#database.client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { noticeId: deliveryId },
          UpdateExpression: 'SET #state = :sending, dueAt = :until ADD attempts :one',
          ConditionExpression: 'queue = webhookId AND dueAt <= :now',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':sending': 'sending',
            ':until': until.toISOString(),
            ':one': 1,
            ':now': now.toISOString(),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      claimed = deliveryItem.parse(Attributes);
    });
    return claimed;
  }

  /** Has it wait again after an attempt; nothing where another has begun. */
  async postpone(claimed: Delivery, until: Date, lastAttempt: DeliveryAttempt): Promise<void> {
    await this.#settle(claimed, 'SET #state = :state, lastAttempt = :attempt, dueAt = :until', {
      ':state': 'waiting',
      ':attempt': lastAttempt,
      ':until': until.toISOString(),
    });
  }

  /** Notes that it was sent or is given up; nothing where another attempt has begun. */
  async end(claimed: Delivery, state: 'sent' | 'given-up', lastAttempt: DeliveryAttempt): Promise<void> {
    await this.#settle(claimed, 'SET #state = :state, lastAttempt = :attempt REMOVE queue, dueAt', {
      ':state': state,
      ':attempt': lastAttempt,
    });
  }

  /**
   * Has it sent anew, whatever came of it.
   * @param wishId what asks for it; ids sort by time, and no wish counts twice
   * @returns whether this wish was new, and the delivery is there
   */
  async wishAgain(deliveryId: string, wishId: string, now: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { noticeId: deliveryId },
      UpdateExpression:
        'SET #state = :waiting, attempts = :none, waitingSince = :now, dueAt = :now, queue = webhookId, wishId = :wish',
      ConditionExpression: 'attribute_exists(webhookId) AND (attribute_not_exists(wishId) OR wishId < :wish)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':waiting': 'waiting', ':none': 0, ':now': now.toISOString(), ':wish': wishId },
    });
    return await writeIf(() => this.#database.client.send(update));
  }

  async #settle(
    { noticeId, attempts, waitingSince }: Delivery,
    UpdateExpression: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { noticeId },
      UpdateExpression,
      ConditionExpression: 'queue = webhookId AND attempts = :attempts AND waitingSince = :since',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ...values, ':attempts': attempts, ':since': waitingSince },
    });
    await writeIf(() => this.#database.client.send(update));
  }
}
