import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { monthOf } from '@cloudapp/contracts/months';
import { readBatches } from './batch-read.ts';
import { spendCounters, type Bookkeeping } from './cost-part.ts';
import { addCounters, bucketKeys, costsOf, type Counters } from './counters.ts';
import { countersItem } from './counters-item.ts';
import type { Database } from './database.ts';
import { spendKey, spendPartition, spendRetentionDays } from './spend.ts';
import { statisticsEventItem, type StoredStatisticsEvent } from './statistics-event-item.ts';
import { gaugeKey, gaugeShards } from './statistics-repository.ts';
import { parseReadable, type StoredItemError } from './stored-item.ts';
import { plainSteps, step, transact, type Step, type TransactItem } from './transaction.ts';
import { userItem } from './user-item.ts';

const hourRetentionSeconds = 8 * 86_400;
const dayRetentionSeconds = 400 * 86_400;
const spendRetentionSeconds = spendRetentionDays * 86_400;

/** TransactWriteItems takes 100 items: the events that are removed, and the counters that they are added to. */
const maxItems = 100;
/** An expression may have 4 KB; one counter takes about 12 bytes of it. */
const maxNames = 200;

export interface CountResult {
  readonly counted: number;
  /** Events that were gone already: the stream may tell of one more than once. */
  readonly known: number;
  /** Events that nobody can read. They stay where they are and keep no other waiting. */
  readonly unreadable: readonly StoredItemError[];
}

/** What one transaction counts. */
interface Portion {
  readonly events: readonly StoredStatisticsEvent[];
  readonly totals: ReadonlyMap<string, Total>;
}

/** People by their ids. */
type Books = ReadonlyMap<string, Bookkeeping>;

const nothing: Portion = { events: [], totals: new Map() };

interface Total {
  readonly counters: Readonly<Record<string, number>>;
  /** When the item may go; absent of those that stay. */
  readonly ttl?: number | undefined;
  /** By which it is found among those of a month; absent of those that are no month of a person. */
  readonly month?: string | undefined;
}

/**
 * Adds events to the counters, each exactly once however often it is told of: the transaction that adds an event also removes
 * it, on condition that it is still there.
 */
export class StatisticsCounter {
  readonly #database: Database;
  readonly #random: () => number;

  /** @param random chooses the shard of the gauges, so that several who count at once seldom meet */
  constructor(database: Database, random: () => number = Math.random) {
    this.#database = database;
    this.#random = random;
  }

  /** @throws WriteConflictError when it met others who count until its tries were used up; what was counted stays counted */
  async count(eventIds: readonly string[]): Promise<CountResult> {
    const ids = [...new Set(eventIds)];
    const { events, unreadable } = readable(await this.#present(ids));
    const counted = await this.#addAll(events, await this.#booksOf(events));
    return { counted, known: ids.length - unreadable.length - counted, unreadable };
  }

  /** Counts whatever is waiting, also what the stream has not told of. */
  async countAll(): Promise<CountResult> {
    const result = { counted: 0, known: 0, unreadable: [] as StoredItemError[] };
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#database.client.send(
        new ScanCommand({
          TableName: this.#table,
          ProjectionExpression: 'eventId',
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      const { counted, known, unreadable } = await this.count(
        (page.Items ?? []).map((item) => String(item['eventId'])),
      );
      result.counted += counted;
      result.known += known;
      result.unreadable.push(...unreadable);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return result;
  }

  get #table(): string {
    return this.#database.table('statistics-events');
  }

  #gaugeKey(): string {
    return gaugeKey(Math.floor(this.#random() * gaugeShards));
  }

  #present(eventIds: readonly string[]): Promise<Record<string, unknown>[]> {
    const keys = eventIds.map((eventId) => ({ eventId }));
    return readBatches(this.#database, 'statistics-events', keys, { ConsistentRead: true });
  }

  /** Of whom something cost, in which group and cost centre they are now. People who are gone are in none. */
  async #booksOf(events: readonly StoredStatisticsEvent[]): Promise<Books> {
    const dear = events.flatMap(({ counters, ownerId }) =>
      ownerId !== undefined && costsOf(counters).size > 0 ? [ownerId] : [],
    );
    const keys = [...new Set(dear)].map((userId) => ({ userId }));
    const items = await readBatches(this.#database, 'users', keys);
    // Whom nobody can read is in no group: costs are counted all the same.
    const people = parseReadable(items, userItem.parse, () => undefined);
    return new Map(people.map((user) => [user.id, user]));
  }

  /** @returns how many events it counted: those that somebody else counts meanwhile are left out */
  async #addAll(events: readonly StoredStatisticsEvent[], books: Books): Promise<number> {
    let counted = 0;
    for (const portion of portionsOf(events, this.#gaugeKey(), books)) counted += await this.#add(portion, books);
    return counted;
  }

  async #add(portion: Portion, books: Books): Promise<number> {
    const refusal = await transact(this.#database, this.#steps(portion), (reason) => reason);
    if (refusal === undefined) return portion.events.length;
    const { events } = readable(await this.#present(portion.events.map(({ eventId }) => eventId)));
    return this.#addAll(events, books);
  }

  #steps({ events, totals }: Portion): Step<'counted-before'>[] {
    const removals = events.map(({ eventId }) => ({
      Delete: { TableName: this.#table, Key: { eventId }, ConditionExpression: 'attribute_exists(eventId)' },
    }));
    return [
      ...removals.map((removal) => step(removal, 'counted-before')),
      ...plainSteps(...[...totals].map(([pk, total]) => this.#addition(pk, total))),
    ];
  }

  #addition(pk: string, { counters, ttl, month }: Total): TransactItem {
    const names = Object.keys(counters);
    const adds = names.map((_, index) => `#c${index} :c${index}`).join(', ');
    const marks = Object.entries({ schemaVersion: countersItem.mark.schemaVersion, ttl, month }).filter(
      ([, value]) => value !== undefined,
    );
    return {
      Update: {
        TableName: this.#database.table('statistics'),
        Key: { pk },
        UpdateExpression: `ADD ${adds} SET ${marks.map((_, index) => `#m${index} = :m${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries([
          ...names.map((name, index) => [`#c${index}`, name] as const),
          ...marks.map(([name], index) => [`#m${index}`, name] as const),
        ]),
        ExpressionAttributeValues: Object.fromEntries([
          ...names.map((name, index) => [`:c${index}`, counters[name]] as const),
          ...marks.map(([, value], index) => [`:m${index}`, value] as const),
        ]),
      },
    };
  }
}

function readable(items: readonly Record<string, unknown>[]) {
  const unreadable: StoredItemError[] = [];
  const events = parseReadable(items, statisticsEventItem.parse, (_, error) => unreadable.push(error));
  return { events, unreadable };
}

/** Events in as few transactions as their limits allow. */
function portionsOf(events: readonly StoredStatisticsEvent[], gaugeShard: string, books: Books): Portion[] {
  const portions: Portion[] = [];
  for (const event of events) {
    const joined = withEvent(portions.at(-1) ?? nothing, event, gaugeShard, books);
    if (portions.length > 0 && fits(joined)) portions[portions.length - 1] = joined;
    else portions.push(withEvent(nothing, event, gaugeShard, books));
  }
  return portions;
}

function fits({ events, totals }: Portion): boolean {
  const hasRoom = [...totals.values()].every(({ counters }) => Object.keys(counters).length <= maxNames);
  return hasRoom && events.length + totals.size <= maxItems;
}

function withEvent(
  { events, totals }: Portion,
  event: StoredStatisticsEvent,
  gaugeShard: string,
  books: Books,
): Portion {
  const seconds = Math.floor(Date.parse(event.at) / 1000);
  const { hour, day } = bucketKeys(new Date(event.at));
  const sums = new Map(totals);
  const add = (pk: string, counters: Counters, ttl?: number, partition?: string) => {
    if (Object.keys(counters).length === 0) return;
    const before = sums.get(pk);
    sums.set(pk, {
      counters: addCounters(counters, before?.counters),
      ttl: latest(before?.ttl, ttl),
      month: partition,
    });
  };
  add(hour, event.counters, seconds + hourRetentionSeconds);
  add(day, event.counters, seconds + dayRetentionSeconds);
  if (event.ownerId !== undefined) {
    const costs = spendCounters(event.counters, books.get(event.ownerId));
    const month = monthOf(new Date(event.at));
    const key = spendKey(month, event.ownerId);
    add(key, costs, seconds + spendRetentionSeconds, spendPartition(month, event.ownerId));
  }
  add(gaugeShard, event.gauges);
  if (event.learnt) add(event.learnt.key, event.learnt.counters);
  return { events: [...events, event], totals: sums };
}

function latest(before: number | undefined, now: number | undefined): number | undefined {
  return before === undefined || now === undefined ? now : Math.max(before, now);
}
