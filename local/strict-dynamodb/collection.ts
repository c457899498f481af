import { compareValues, itemSize, type AttributeValue, type Item } from './attribute-value.ts';
import type { KeyNames } from './expressions/key-condition.ts';
import { SortedList } from './sorted-list.ts';
import { keyText } from './table-schema.ts';

export interface Entry {
  readonly item: Item;
  /** In bytes. */
  readonly size: number;
}

type Placed = Entry & { readonly order: readonly (AttributeValue | undefined)[] };

/** Sorts before or behind all that has the values before it. */
const first = { S: '' };

function compareOrder(a: Placed, b: Placed): number {
  for (let index = 0; index < a.order.length; index++) {
    const order = compareValues(a.order[index] ?? first, b.order[index] ?? first) ?? 0;
    if (order !== 0) return order;
  }
  return 0;
}

/** Items by partition and in the order of their sort keys: a table, or what an index knows of it. */
export class Collection {
  readonly keys: KeyNames;
  /** What orders a partition: the sort key and, in an index, the keys of the table, for a key of an index may be there twice. */
  readonly #ordering: readonly string[];
  readonly #partitions = new Map<string, SortedList<Placed>>();

  constructor(keys: KeyNames, tableKeys?: KeyNames) {
    this.keys = keys;
    const names = [keys.sortKey, tableKeys?.partitionKey, tableKeys?.sortKey];
    this.#ordering = names.filter((name) => name !== undefined);
  }

  #partitionOf(item: Item): string {
    const value = item[this.keys.partitionKey];
    if (value === undefined) throw new TypeError(`An item without ${this.keys.partitionKey}`);
    return keyText(value);
  }

  #place(item: Item, size = 0): Placed {
    return { item, size, order: this.#ordering.map((name) => item[name]) };
  }

  set(item: Item): void {
    const partition = this.#partitionOf(item);
    let list = this.#partitions.get(partition);
    if (!list) this.#partitions.set(partition, (list = new SortedList(compareOrder)));
    list.set(this.#place(item, itemSize(item)));
  }

  /** Takes out the item that has the same keys. */
  delete(item: Item): void {
    const partition = this.#partitionOf(item);
    const list = this.#partitions.get(partition);
    list?.delete(this.#place(item));
    if (list?.isEmpty) this.#partitions.delete(partition);
  }

  get(key: Item): Entry | undefined {
    const place = this.#place(key);
    const next = this.#partitions.get(this.#partitionOf(key))?.ascending(place).next();
    return next && next.done !== true && compareOrder(next.value, place) === 0 ? next.value : undefined;
  }

  /**
   * A partition's items in order.
   * @param from a key or an item: begins behind it
   * @param bound a value of the sort key: begins at it, at its far end when going back
   */
  *read(
    partition: AttributeValue,
    { isForward, from, bound }: { isForward: boolean; from?: Item | undefined; bound?: AttributeValue | undefined },
  ): Generator<Entry> {
    const list = this.#partitions.get(keyText(partition));
    if (!list) return;
    const start = from ? this.#place(from) : this.#bound(isForward ? bound : undefined);
    for (const entry of isForward ? list.ascending(start) : list.descending(start)) {
      if (!from || compareOrder(entry, this.#place(from)) !== 0) yield entry;
    }
  }

  #bound(value: AttributeValue | undefined): Placed | undefined {
    const [sortKey] = this.#ordering;
    return value === undefined || sortKey === undefined ? undefined : this.#place({ [sortKey]: value });
  }

  /** Everything, partition by partition, behind a key if one is given. */
  *scan(from?: Item): Generator<Entry> {
    let isBehind = from === undefined;
    const partition = from && this.#partitionOf(from);
    for (const [name, list] of this.#partitions) {
      if (isBehind) yield* list.ascending();
      else if (name === partition && from) {
        isBehind = true;
        const place = this.#place(from);
        for (const entry of list.ascending(place)) if (compareOrder(entry, place) !== 0) yield entry;
      }
    }
  }
}
