import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { partsOf, type CostPart } from './cost-part.ts';
import { costsOf } from './counters.ts';
import { countersItem } from './counters-item.ts';
import type { Database } from './database.ts';
import { ownerOfSpend, spendPartitions } from './spend.ts';

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
      found.push(
        ...Items.map((item) => {
          const counters = countersItem.parse(item);
          return { ownerId: ownerOfSpend(String(item['pk'])), costs: costsOf(counters), parts: partsOf(counters) };
        }),
      );
    }
    return found;
  }
}
