import type { Item } from './attribute-value.ts';
import { Collection } from './collection.ts';
import { SortedList } from './sorted-list.ts';
import { keyText, projected, type IndexSchema, type TableSchema } from './table-schema.ts';

interface Pending {
  readonly due: number;
  readonly sequence: number;
  readonly remove: Item | undefined;
  readonly put: Item | undefined;
}

/**
 * A global secondary index, which follows its table after a while: "changes to the table data are propagated to the global
 * secondary indexes within a fraction of a second, under normal conditions".
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes
 */
export class LaggingIndex {
  readonly schema: IndexSchema;
  readonly #table: TableSchema;
  readonly #items: Collection;
  readonly #lag: () => number;
  readonly #pending = new SortedList<Pending>((a, b) => a.due - b.due || a.sequence - b.sequence);
  /** When what was last written of an item arrives: a later change of it does not overtake that. */
  readonly #lastDue = new Map<string, number>();
  #sequence = 0;

  /** @param lag milliseconds until the next change arrives */
  constructor(table: TableSchema, schema: IndexSchema, lag: () => number) {
    this.schema = schema;
    this.#table = table;
    this.#items = new Collection(schema, table);
    this.#lag = lag;
  }

  /** A change of the table's item, which arrives here later. */
  follow(before: Item | undefined, after: Item | undefined, now: number): void {
    const remove = projected(this.#table, this.schema, before);
    const put = projected(this.#table, this.schema, after);
    if (!remove && !put) return;
    const { partitionKey, sortKey } = this.#table;
    const item = after ?? before ?? {};
    const key = [partitionKey, sortKey].map((name) => (name && item[name] ? keyText(item[name]) : '')).join('\n');
    const due = Math.max(now + this.#lag(), this.#lastDue.get(key) ?? 0);
    this.#catchUp(now);
    if (due <= now) {
      this.#apply({ remove, put });
      return;
    }
    this.#lastDue.set(key, due);
    this.#pending.set({ due, sequence: this.#sequence++, remove, put });
  }

  /** What a read sees now. */
  at(now: number): Collection {
    this.#catchUp(now);
    return this.#items;
  }

  #catchUp(now: number): void {
    const arrived: Pending[] = [];
    for (const change of this.#pending.ascending()) {
      if (change.due > now) break;
      arrived.push(change);
    }
    for (const change of arrived) {
      this.#apply(change);
      this.#pending.delete(change);
    }
    if (this.#pending.isEmpty) this.#lastDue.clear();
  }

  #apply({ remove, put }: Pick<Pending, 'remove' | 'put'>): void {
    if (remove) this.#items.delete(remove);
    if (put) this.#items.set(put);
  }
}
