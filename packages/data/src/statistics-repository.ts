import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import { retryOnConflict } from './conflict.ts';
import { bucketKeys, type Counters } from './counters.ts';
import { countersItem } from './counters-item.ts';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';

const gaugeShards = 8;
const hourRetentionSeconds = 8 * 86_400;
const dayRetentionSeconds = 400 * 86_400;

/**
 * The counters. An item holds the numbers of one hour or one day as attributes; a gauge holds numbers that go up and down.
 * | pk | attributes |
 * |---|---|
 * | `day#2026-11-24`, `hour#2026-11-24T05` | `launches`, `ready#postgresql`, `signIns` … (`counterName`) |
 * | `record#mch_…` | nothing: the record of this machine is counted |
 * | `learnt#postgresql#1` | `h#<step>#<bucket>`: how often a step of this version took about so long (see `lessonOf`) |
 * | `gauge#0` … `gauge#7` | `state#ready`, `blueprint#postgresql`, `users#active` …; the value is the sum over the shards |
 */
export class StatisticsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Items that add `counters` to the hour and the day of `at` within a transaction. */
  countItems(counters: Counters, at: Date): TransactItem[] {
    const { hour, day } = bucketKeys(at);
    const seconds = Math.floor(at.getTime() / 1000);
    return [
      { Update: this.#add(hour, counters, seconds + hourRetentionSeconds) },
      { Update: this.#add(day, counters, seconds + dayRetentionSeconds) },
    ];
  }

  /** An item that adds `counters` to an item of its own kind (`learnt#…`) within a transaction. */
  addItem(pk: string, counters: Counters): TransactItem {
    return { Update: this.#add(pk, counters) };
  }

  /** An item that marks a record as counted; its transaction fails when it was counted before. */
  onceItem(recordId: string, at: Date): TransactItem {
    return {
      Put: {
        TableName: this.#database.table('statistics'),
        Item: {
          ...countersItem.mark,
          pk: `record#${recordId}`,
          ttl: Math.floor(at.getTime() / 1000) + dayRetentionSeconds,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  /** Adds `counters` to the hour and the day of `at`. */
  async count(counters: Counters, at: Date): Promise<void> {
    await Promise.all(
      this.countItems(counters, at).map(async ({ Update }) => {
        if (Update) await retryOnConflict(() => this.#database.client.send(new UpdateCommand(Update)));
      }),
    );
  }

  /** An item that moves gauges within a transaction; writers are spread over shards so that they seldom meet. */
  gaugeItem(changes: Counters, random: () => number = Math.random): TransactItem {
    return { Update: this.#add(`gauge#${Math.floor(random() * gaugeShards)}`, changes) };
  }

  /** Moves gauges on their own. */
  async gauge(changes: Counters): Promise<void> {
    const { Update } = this.gaugeItem(changes);
    if (Update) await retryOnConflict(() => this.#database.client.send(new UpdateCommand(Update)));
  }

  /** All gauges, summed over their shards. */
  async gauges(): Promise<Counters> {
    const shards = await this.read(Array.from({ length: gaugeShards }, (_, shard) => `gauge#${shard}`));
    const sums: Record<string, number> = {};
    for (const counters of shards.values()) {
      for (const [name, value] of Object.entries(counters)) sums[name] = (sums[name] ?? 0) + value;
    }
    return sums;
  }

  /** The counters of one item; empty when nothing was counted. */
  async readOne(key: string): Promise<Counters> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#database.table('statistics'), Key: { pk: key } }),
    );
    return answer.Item ? countersItem.parse(answer.Item) : {};
  }

  /** The counters of many items by key; keys without any are absent. */
  async read(keys: readonly string[]): Promise<Map<string, Counters>> {
    const items = await readBatches(
      this.#database,
      'statistics',
      keys.map((pk) => ({ pk })),
    );
    return new Map(items.map((item) => [String(item['pk']), countersItem.parse(item)]));
  }

  #add(pk: string, counters: Counters, ttl?: number) {
    const names = Object.keys(counters);
    const adds = names.map((_, index) => `#c${index} :c${index}`).join(', ');
    return {
      TableName: this.#database.table('statistics'),
      Key: { pk },
      UpdateExpression: `ADD ${adds} SET schemaVersion = :version${ttl === undefined ? '' : ', #ttl = :ttl'}`,
      ExpressionAttributeNames: {
        ...Object.fromEntries(names.map((name, index) => [`#c${index}`, name])),
        ...(ttl !== undefined && { '#ttl': 'ttl' }),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name, index) => [`:c${index}`, counters[name]])),
        ':version': countersItem.mark.schemaVersion,
        ...(ttl !== undefined && { ':ttl': ttl }),
      },
    };
  }
}
