import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import type { InstanceEvent, InstanceRecord, LaunchIntent, Sealed } from './instance-record.ts';
import { retryOnConflict } from './conflict.ts';
import type { TransactItem } from './transaction.ts';

const mainItem = 'instance';
const intentItem = 'intent';
const secretsItem = 'secrets';

/** Which machines wait: `active` ones change by themselves, `settled` ones only need a look now and then. */
export type Attention = NonNullable<InstanceRecord['attention']>;

export interface DueInstance {
  readonly instanceId: string;
  readonly dueAt: string;
}

/**
 * Machines. Each has up to four kinds of items under its id:
 * | sk | holds |
 * |---|---|
 * | `instance` | the machine; the only one that the indexes see |
 * | `intent` | the frozen parameters of RunInstances; removed once EC2 has answered |
 * | `secrets` | the sealed secrets that the machine made |
 * | `event#<time>#<id>` | its history |
 *
 * Terminated machines move to partitions of their own in the indexes (`ownerId` … `#ended`, `kind` `ended`), so that
 * lists of living machines stay short however many there were.
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
    return { Put: { TableName: this.#table, Item: { instanceId, sk: intentItem, intent } } };
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
    return { Delete: { TableName: this.#table, Key: { instanceId, sk: intentItem } } };
  }

  secretsItem(instanceId: string, secrets: Sealed): TransactItem {
    return { Put: { TableName: this.#table, Item: { instanceId, sk: secretsItem, secrets } } };
  }

  eventItem(instanceId: string, event: Omit<InstanceEvent, 'id' | 'at'>, at: Date): TransactItem {
    const id = newId('evt', at);
    const sk = `event#${at.toISOString()}#${id}`;
    return { Put: { TableName: this.#table, Item: { instanceId, sk, ...event, id, at: at.toISOString() } } };
  }

  async get(instanceId: string): Promise<InstanceRecord | undefined> {
    const item = await this.#read(instanceId, mainItem);
    return item && toRecord(item);
  }

  async getIntent(instanceId: string): Promise<LaunchIntent | undefined> {
    const item = await this.#read(instanceId, intentItem);
    return item?.['intent'] as LaunchIntent | undefined;
  }

  async getSecrets(instanceId: string): Promise<Sealed | undefined> {
    const item = await this.#read(instanceId, secretsItem);
    return item?.['secrets'] as Sealed | undefined;
  }

  /** A machine's history, newest first. */
  async listEvents(instanceId: string, page: { limit: number; cursor?: string | undefined }) {
    const start = decodeCursor(page.cursor, ['instanceId', 'sk']);
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'instanceId = :id AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':id': instanceId, ':event': 'event#' },
        ScanIndexForward: false,
        Limit: page.limit,
        ExclusiveStartKey: start && { ...start, instanceId },
      }),
    );
    return {
      items: (answer.Items ?? []).map(toEvent),
      nextCursor: encodeCursor(answer.LastEvaluatedKey),
    };
  }

  /** Machines that are due, longest waiting first. The index may lag, so what it says is checked by `claim`. */
  async listDue(attention: Attention, now: Date, limit: number): Promise<DueInstance[]> {
    const answer = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-attention',
        KeyConditionExpression: 'attention = :attention AND dueAt <= :now',
        ExpressionAttributeValues: { ':attention': attention, ':now': now.toISOString() },
        Limit: limit,
      }),
    );
    return (answer.Items ?? []).map((item) => ({
      instanceId: String(item['instanceId']),
      dueAt: String(item['dueAt']),
    }));
  }

  /**
   * Takes a due machine for one worker until `until`, when others may have it: a worker that died is replaced then.
   * @returns the machine, or undefined when somebody else was faster
   */
  async claim(due: DueInstance, until: Date): Promise<InstanceRecord | undefined> {
    try {
      const answer = await retryOnConflict(() =>
        this.#database.client.send(
          new UpdateCommand({
            TableName: this.#table,
            Key: { instanceId: due.instanceId, sk: mainItem },
            UpdateExpression: 'SET dueAt = :until, #version = #version + :one',
            ConditionExpression: 'dueAt = :seen',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':until': until.toISOString(), ':seen': due.dueAt, ':one': 1 },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return answer.Attributes && toRecord(answer.Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
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

/** The index partition of an owner's machines, living or ended. */
export function ownerPartition(ownerId: string, isEnded: boolean): string {
  return isEnded ? `${ownerId}#ended` : ownerId;
}

/** The index partition of all machines, living or ended. */
export function kindPartition(isEnded: boolean): string {
  return isEnded ? 'ended' : 'machine';
}

function toItem(record: InstanceRecord): Record<string, unknown> {
  const isEnded = record.state === 'terminated';
  return {
    ...record,
    sk: mainItem,
    ownerId: ownerPartition(record.owner.id, isEnded),
    kind: kindPartition(isEnded),
  };
}

const storageAttributes = new Set(['sk', 'ownerId', 'kind']);

/** The machine in a stored item. */
export function toRecord(item: Record<string, unknown>): InstanceRecord {
  const record: unknown = Object.fromEntries(Object.entries(item).filter(([name]) => !storageAttributes.has(name)));
  return record as InstanceRecord;
}

function toEvent(item: Record<string, unknown>): InstanceEvent {
  const event: unknown = Object.fromEntries(
    Object.entries(item).filter(([name]) => name !== 'instanceId' && name !== 'sk'),
  );
  return event as InstanceEvent;
}
