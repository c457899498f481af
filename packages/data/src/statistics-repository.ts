import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import { addCounters, type Counters } from './counters.ts';
import { countersItem } from './counters-item.ts';
import type { Database } from './database.ts';
import type { TransactItem } from './transaction.ts';

export const gaugeShards = 8;
const markRetentionSeconds = 400 * 86_400;

/** The item of one shard of the gauges, 0 to 7. */
export function gaugeKey(shard: number): string {
  return `gauge#${shard}`;
}

/**
 * The counters, as `StatisticsCounter` keeps them. An item holds the numbers of one hour or one day as attributes; a gauge holds
 * numbers that go up and down.
 * | pk | attributes |
 * |---|---|
 * | `day#2026-11-24`, `hour#2026-11-24T05` | `launches`, `ready#postgresql`, `signIns` … (`counterName`) |
 * | `spend#2026-11#usr_…` | `cost#postgresql` …: what the machines of somebody cost in a month (`SpendRepository`) |
 * | `record#mch_…` | nothing: the record of this machine is counted |
 * | `learnt#postgresql#1` | `h#<step>#<bucket>`: how often a step of this version took about so long (see `lessonOf`) |
 * | `gauge#0` … `gauge#7` | `state#ready`, `blueprint#postgresql`, `users#active` …; the value is the sum over the shards |
 */
export class StatisticsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** An item that marks a record as counted; its transaction fails when it was counted before. */
  onceItem(recordId: string, at: Date): TransactItem {
    return {
      Put: {
        TableName: this.#database.table('statistics'),
        Item: {
          ...countersItem.mark,
          pk: `record#${recordId}`,
          ttl: Math.floor(at.getTime() / 1000) + markRetentionSeconds,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  /** All gauges, summed over their shards. */
  async gauges(): Promise<Counters> {
    const shards = await this.read(Array.from({ length: gaugeShards }, (_, shard) => gaugeKey(shard)));
    return [...shards.values()].reduce<Counters>((sum, counters) => addCounters(sum, counters), {});
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
}
