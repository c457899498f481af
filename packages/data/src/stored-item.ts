import type * as z from 'zod';
import { tables, type TableDefinition, type TablePart } from './tables.ts';

type RawItem = Record<string, unknown>;

/** Makes an item of one version into one of the next. It gets the item as stored and answers a new object. */
export type Upgrade = (item: RawItem) => RawItem;

interface Definition<Schema extends z.ZodType<unknown, RawItem>> {
  readonly table: TablePart;
  /** What an item has when it is of the newest version; attributes that it does not name are left out. */
  readonly schema: Schema;
  /** The step from version 1 to 2, from 2 to 3 …; the newest version is one more than there are steps. @default none */
  readonly upgrades?: readonly Upgrade[];
  /** The attributes that name an item in errors, for tables whose key is not for logs. @default the table's key */
  readonly namedBy?: readonly string[];
}

/** One kind of item: how it is read, whatever its version, and what marks a new one. */
export interface ItemDefinition<T> {
  /**
   * The item as the newest version has it.
   * @throws StoredItemError
   */
  readonly parse: (item: RawItem) => T;
  /** To be stored with each item that is written as a whole. */
  readonly mark: { readonly schemaVersion: number };
}

/** Thrown when an item cannot be read. Says where it is and what is wrong with it, and nothing that it holds. */
export class StoredItemError extends Error {
  readonly code = 'stored-item-invalid';

  constructor(place: string, fault: string, cause?: unknown) {
    super(`The item of the table ${place} cannot be read: ${fault}`, { cause });
    this.name = 'StoredItemError';
  }
}

/**
 * Describes one kind of item. Items that were stored before there were versions are of version 1. A single attribute is
 * also set in items of older versions, so an upgrade must accept that the attributes of the next one are there already.
 */
export function defineItem<Schema extends z.ZodType<unknown, RawItem>>({
  table,
  schema,
  upgrades = [],
  namedBy = keyOf(tables[table]),
}: Definition<Schema>): ItemDefinition<z.output<Schema>> {
  const newest = upgrades.length + 1;
  return {
    mark: { schemaVersion: newest },
    parse: (item) => {
      const { schemaVersion: version = 1 } = item;
      const place = () => `${table} with ${namedBy.map((name) => `${name} ${nameIn(item, name)}`).join(', ')}`;
      if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > newest) {
        throw new StoredItemError(place(), `its version is none of 1 to ${newest}`);
      }
      const result = schema.safeParse(upgrades.slice(version - 1).reduce((old, upgrade) => upgrade(old), item));
      if (!result.success) throw new StoredItemError(place(), faultsOf(result.error));
      return result.data;
    },
  };
}

/**
 * What can be read of some items.
 * @param broken told of each that cannot be read; it is left out
 */
export function parseReadable<T>(
  items: readonly RawItem[],
  parse: (item: RawItem) => T,
  broken: (item: RawItem, error: StoredItemError) => void,
): T[] {
  return items.flatMap((item) => {
    try {
      return [parse(item)];
    } catch (error) {
      if (!(error instanceof StoredItemError)) throw error;
      broken(item, error);
      return [];
    }
  });
}

function keyOf({ partitionKey, sortKey }: TableDefinition): string[] {
  return sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
}

function nameIn(item: RawItem, name: string): string {
  const value = item[name];
  return typeof value === 'string' ? `“${value}”` : '(none)';
}

/** Attributes and what they should be; the messages are built without the values. */
function faultsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.')} (${message})`).join(', ');
}
