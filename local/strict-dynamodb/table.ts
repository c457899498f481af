import type { Item } from './attribute-value.ts';
import { Collection, type Entry } from './collection.ts';
import { LaggingIndex } from './lagging-index.ts';
import { ServiceError, validationError } from './service-error.ts';
import { keyText, type TableSchema } from './table-schema.ts';

/** A table and its indexes. */
export class Table {
  readonly schema: TableSchema;
  readonly items: Collection;
  readonly indexes: readonly LaggingIndex[];

  constructor(schema: TableSchema, lag: () => number) {
    this.schema = schema;
    this.items = new Collection(schema);
    this.indexes = schema.indexes.map((index) => new LaggingIndex(schema, index, lag));
  }

  get(key: Item): Entry | undefined {
    return this.items.get(key);
  }

  /** Puts an item in the place of what was there, or takes it away. */
  replace(before: Item | undefined, after: Item | undefined, now: number): void {
    if (after) this.items.set(after);
    else if (before) this.items.delete(before);
    for (const index of this.indexes) index.follow(before, after, now);
  }

  /** What a Query or a Scan reads. */
  collection(indexName: string | undefined, now: number): Collection {
    return indexName === undefined ? this.items : this.index(indexName).at(now);
  }

  index(name: string): LaggingIndex {
    const index = this.indexes.find(({ schema }) => schema.name === name);
    if (!index) throw validationError(`The table does not have the specified index: ${name}`);
    return index;
  }

  /** What names an item among those of all tables. */
  itemText(key: Item): string {
    const { name, partitionKey, sortKey } = this.schema;
    return JSON.stringify([partitionKey, sortKey].map((part) => part && key[part] && keyText(key[part])).concat(name));
  }
}

/** The tables that there are. */
export class Tables {
  readonly #tables = new Map<string, Table>();

  get(name: string): Table {
    const table = this.#tables.get(name);
    if (table) return table;
    throw new ServiceError('ResourceNotFoundException', 'Requested resource not found');
  }

  add(table: Table): void {
    const { name } = table.schema;
    if (this.#tables.has(name)) throw new ServiceError('ResourceInUseException', `Table already exists: ${name}`);
    this.#tables.set(name, table);
  }

  delete(name: string): Table {
    const table = this.get(name);
    this.#tables.delete(name);
    return table;
  }

  get names(): string[] {
    return [...this.#tables.keys()];
  }
}
