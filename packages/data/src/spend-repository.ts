import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import { partsOf, type CostPart } from './cost-part.ts';
import { costsOf } from './counters.ts';
import { countersItem } from './counters-item.ts';
import type { Database } from './database.ts';
import { ownerOfSpend, spendKey, spendPartition, spendPartitions } from './spend.ts';

/** What the machines of somebody cost in a month, in millionths of a dollar, by the id of their blueprint. */
export interface Spend {
  readonly ownerId: string;
  readonly costs: ReadonlyMap<string, number>;
  /** The same by group and cost centre besides. */
  readonly parts: readonly CostPart[];
}

/** What machines cost by month and person, as `StatisticsCounter` adds it up; also of people whose accounts are gone. */
export class SpendRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * All who had a machine in a month, in no order.
   * @param month as `2026-11`, by UTC
   */
  async ofMonth(month: string): Promise<Spend[]> {
    const parts = await Promise.all(spendPartitions(month).map((partition) => this.#inPartition(partition)));
    return parts.flat();
  }

  /**
   * Some of those who had a machine in a month, in an order that stays, from behind one of them.
   * @returns fewer than asked for where there are no more
   */
  async page(month: string, after: string | undefined, limit: number): Promise<Spend[]> {
    const partitions = spendPartitions(month);
    const first = after === undefined ? 0 : partitions.indexOf(spendPartition(month, after));
    const found: Spend[] = [];
    for (const [index, partition] of partitions.slice(first).entries()) {
      if (found.length === limit) break;
      const { Items = [] } = await this.#database.client.send(
        new QueryCommand({
          TableName: this.#database.table('statistics'),
          IndexName: 'by-month',
          KeyConditionExpression: '#month = :month AND pk > :after',
          ExpressionAttributeNames: { '#month': 'month' },
          ExpressionAttributeValues: {
            ':month': partition,
            ':after': spendKey(month, index === 0 && after !== undefined ? after : ''),
          },
          Limit: limit - found.length,
        }),
      );
      found.push(...Items.map(spendIn));
    }
    return found;
  }

  /** What machines of some people cost in a month, in millionths of a dollar; without those who had none in it. */
  async totals(month: string, ownerIds: readonly string[]): Promise<Map<string, number>> {
    const keys = ownerIds.map((ownerId) => ({ pk: spendKey(month, ownerId) }));
    const items = await readBatches(this.#database, 'statistics', keys);
    return new Map(
      items
        .map(spendIn)
        .map(({ ownerId, costs }) => [ownerId, [...costs.values()].reduce((sum, cost) => sum + cost, 0)]),
    );
  }

  async #inPartition(partition: string): Promise<Spend[]> {
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#database.table('statistics'),
        IndexName: 'by-month',
        KeyConditionExpression: '#month = :month',
        ExpressionAttributeNames: { '#month': 'month' },
        ExpressionAttributeValues: { ':month': partition },
      },
    );
    const found: Spend[] = [];
    for await (const { Items = [] } of pages) {
      found.push(...Items.map(spendIn));
    }
    return found;
  }
}

function spendIn(item: Record<string, unknown>): Spend {
  const counters = countersItem.parse(item);
  return { ownerId: ownerOfSpend(String(item['pk'])), costs: costsOf(counters), parts: partsOf(counters) };
}
