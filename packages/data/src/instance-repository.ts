import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, paginateQuery, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import type { NewActivity } from './activity.ts';
import {
  attentionPartition,
  attentionPartitions,
  expectedPowerOf,
  kindPartition,
  kindPartitions,
  ownerPartition,
} from './instance-partitions.ts';
import {
  activityItem,
  dueItem,
  instanceItem,
  intentItem,
  placedItem,
  secretsItem,
  type Attention,
  type DueInstance,
  type InstanceRecord,
  type LaunchIntent,
  type PlacedInstance,
} from './instance-record.ts';
import type { Sealed } from './sealed.ts';
import { retryOnConflict } from './conflict.ts';
import { parseReadable, type StoredItemError } from './stored-item.ts';
import type { TransactItem } from './transaction.ts';

const mainKey = 'instance';
const intentKey = 'intent';
const secretsKey = 'secrets';

const activityCursor = new ListCursor('activity', {
  instanceId: /^mch_[0-9a-z]{26}$/,
  sk: /^event#[\d-]{10}T[\d:.]{12}Z#evt_[0-9a-z]{26}$/,
});

/**
 * Machines. Each has up to four kinds of items under its id:
 * | sk | holds |
 * |---|---|
 * | `instance` | the machine; the only one that the indexes see |
 * | `intent` | the frozen parameters of RunInstances; removed once EC2 has answered |
 * | `secrets` | the sealed secrets that the machine made |
 * | `event#<time>#<id>` | its history |
 *
 * Terminated machines move to partitions of their own in the indexes (`ownerId` … `#ended`, `kind` `ended…`), so that
 * lists of living machines stay short however many there were. What all machines have in common is spread over several partitions.
 */
export class InstanceRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('instances');
  }

  /** A new machine within a transaction; fails when its id is taken. */
  createItem(record: InstanceRecord): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: toItem(record),
        ConditionExpression: 'attribute_not_exists(instanceId)',
      },
    };
  }

  /** The frozen intent of a new machine within a transaction. */
  intentItem(instanceId: string, intent: LaunchIntent): TransactItem {
    return { Put: { TableName: this.#table, Item: { instanceId, sk: intentKey, intent, ...intentItem.mark } } };
  }

  /** Replaces a machine, on condition that nobody wrote it since it was read with the version before. */
  replaceItem(record: InstanceRecord): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: toItem(record),
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':before': record.version - 1 },
      },
    };
  }

  deleteIntentItem(instanceId: string): TransactItem {
    return { Delete: { TableName: this.#table, Key: { instanceId, sk: intentKey } } };
  }

  secretsItem(instanceId: string, secrets: Sealed): TransactItem {
    return { Put: { TableName: this.#table, Item: { instanceId, sk: secretsKey, secrets, ...secretsItem.mark } } };
  }

  activityItem(instanceId: string, activity: NewActivity, at: Date): TransactItem {
    const id = newId('evt', at);
    const key = { instanceId, sk: `event#${at.toISOString()}#${id}` };
    const Item = { ...key, ...activity, id, at: at.toISOString(), ...activityItem.mark };
    return { Put: { TableName: this.#table, Item } };
  }

  async get(instanceId: string): Promise<InstanceRecord | undefined> {
    const item = await this.#read(instanceId, mainKey);
    return item && instanceItem.parse(item);
  }

  async getIntent(instanceId: string): Promise<LaunchIntent | undefined> {
    const item = await this.#read(instanceId, intentKey);
    return item && intentItem.parse(item).intent;
  }

  async getSecrets(instanceId: string): Promise<Sealed | undefined> {
    const item = await this.#read(instanceId, secretsKey);
    return item && secretsItem.parse(item).secrets;
  }

  /** A machine's history, newest first. */
  async listActivity(instanceId: string, page: { limit: number; cursor?: string | undefined }) {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'instanceId = :id AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':id': instanceId, ':event': 'event#' },
        ScanIndexForward: false,
        // One more than asked for tells whether there is another page.
        Limit: page.limit + 1,
        ExclusiveStartKey: activityCursor.read(page.cursor, { instanceId }),
      }),
    );
    const items = (answer.Items ?? []).slice(0, page.limit);
    const last = (answer.Items ?? []).length > page.limit ? items.at(-1) : undefined;
    return { items: items.map((item) => activityItem.parse(item)), nextCursor: last && activityCursor.after(last) };
  }

  /** Some machines, in no order, as of a moment ago; ids that nobody has are left out. */
  async getMany(instanceIds: readonly string[]): Promise<InstanceRecord[]> {
    return (await readBatches(this.#database, 'instances', instanceIds.map(keyOf))).map(instanceItem.parse);
  }

  /**
   * Some machines, in no order, as of this instant; ids that nobody has are left out.
   * @param broken told of each that cannot be read; it is left out
   */
  async getReadable(instanceIds: readonly string[], broken: Broken): Promise<InstanceRecord[]> {
    const items = await readBatches(this.#database, 'instances', instanceIds.map(keyOf), { ConsistentRead: true });
    return parseReadable(items, instanceItem.parse, byId(broken));
  }

  /**
   * All machines that have not ended, as of a moment ago, by pages of 1 MB of the index: some 2,500 each.
   * @param broken told of each that cannot be read; it is left out
   */
  async *placed(broken: Broken): AsyncGenerator<PlacedInstance[]> {
    for (const partition of kindPartitions(false)) {
      const pages = paginateQuery(
        { client: this.#database.client },
        {
          TableName: this.#table,
          IndexName: 'by-kind',
          KeyConditionExpression: 'kind = :kind',
          ProjectionExpression: 'instanceId, #state, #owner, ec2InstanceId, address, privateAddress, expectedPower',
          ExpressionAttributeNames: { '#state': 'state', '#owner': 'owner' },
          ExpressionAttributeValues: { ':kind': partition },
        },
      );
      for await (const { Items = [] } of pages) yield parseReadable(Items, placedItem.parse, byId(broken));
    }
  }

  /** Machines that are due, longest waiting first. The index may lag, so what it says is checked by `claim`. */
  async listDue(attention: Attention, now: Date, limit: number): Promise<DueInstance[]> {
    const partitions = attentionPartitions(attention).map((partition) => this.#listDueIn(partition, now, limit));
    const due = (await Promise.all(partitions)).flat();
    return due.sort((a, b) => a.dueAt.localeCompare(b.dueAt)).slice(0, limit);
  }

  async #listDueIn(partition: string, now: Date, limit: number): Promise<DueInstance[]> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-attention',
        KeyConditionExpression: 'attention = :attention AND dueAt <= :now',
        ExpressionAttributeValues: { ':attention': partition, ':now': now.toISOString() },
        Limit: limit,
      }),
    );
    return (answer.Items ?? []).map((item) => dueItem.parse(item));
  }

  /**
   * Takes a due machine for one worker until `until`, when others may have it: a worker that died is replaced then.
   * @returns whether it was taken; else somebody was faster
   */
  async claim(due: DueInstance, until: Date): Promise<boolean> {
    try {
      await retryOnConflict(() =>
        this.#database.client.send(
          new UpdateCommand({
            TableName: this.#table,
            Key: { instanceId: due.instanceId, sk: mainKey },
            UpdateExpression: 'SET dueAt = :until, #version = #version + :one',
            ConditionExpression: 'dueAt = :seen',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':until': until.toISOString(), ':seen': due.dueAt, ':one': 1 },
          }),
        ),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async #read(instanceId: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: { instanceId, sk }, ConsistentRead: true }),
    );
    return answer.Item;
  }
}

/** Told of a machine that cannot be read, by its id. */
export type Broken = (instanceId: string, error: StoredItemError) => void;

function byId(broken: Broken) {
  return (item: Record<string, unknown>, error: StoredItemError) => {
    broken(String(item['instanceId']), error);
  };
}

function keyOf(instanceId: string) {
  return { instanceId, sk: mainKey };
}

function toItem(record: InstanceRecord): Record<string, unknown> {
  const isEnded = record.state === 'terminated';
  return {
    ...record,
    ...instanceItem.mark,
    sk: mainKey,
    ownerId: ownerPartition(record.owner.id, isEnded),
    kind: kindPartition(record.instanceId, isEnded),
    expectedPower: expectedPowerOf(record),
    attention: record.attention && attentionPartition(record.instanceId, record.attention),
  };
}
