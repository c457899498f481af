import type { Counters } from './counters.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import { statisticsEventItem } from './statistics-event-item.ts';
import { plainSteps, transact, type TransactItem } from './transaction.ts';

/** What one write has changed, for those who count. */
export interface StatisticsEvent {
  /** Added to the hour and the day of the event. */
  readonly counters?: Counters;
  /** Added to numbers that go up and down. */
  readonly gauges?: Counters;
  /** Whose machine it is: what it cost is added to their month, too. */
  readonly ownerId?: string | undefined;
  /** Added to what is known of how long the steps of a blueprint take, under `learnt#…`. */
  readonly learnt?: { readonly key: string; readonly counters: Counters } | undefined;
}

/**
 * Events that wait to be counted. Whoever changes something puts what is to be counted beside it, as an item that nobody else
 * writes, so that no two changes meet; the table's stream calls `functions/count-statistics`, which removes what it has counted.
 */
export class StatisticsEventRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The event as items of a transaction: one, or none where there is nothing to count. */
  items({ counters = {}, gauges = {}, ownerId, learnt }: StatisticsEvent, at: Date): TransactItem[] {
    if (learnt === undefined && isEmpty(counters) && isEmpty(gauges)) return [];
    const Item = {
      ...statisticsEventItem.mark,
      eventId: newId('sev', at),
      at: at.toISOString(),
      counters,
      gauges,
      ...(ownerId !== undefined && { ownerId }),
      ...(learnt && { learnt }),
    };
    return [{ Put: { TableName: this.#database.table('statistics-events'), Item } }];
  }

  /**
   * Writes an event on its own. A transaction of one, since DynamoDB knows a repeated transaction by its token: a plain put whose
   * answer was lost would be put again after it was counted and removed.
   * @throws WriteConflictError
   */
  async append(event: StatisticsEvent, at: Date): Promise<void> {
    const items = this.items(event, at);
    if (items.length > 0) await transact(this.#database, plainSteps(...items), () => undefined);
  }
}

function isEmpty(counters: Counters): boolean {
  return Object.keys(counters).length === 0;
}
