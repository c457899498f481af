import { itemSize, type Item } from './attribute-value.ts';
import { isSameIn } from './expressions/update.ts';
import { keyText, projected, type IndexSchema, type TableSchema } from './table-schema.ts';

/** Units that are taken of one partition of a table or an index. */
export interface Demand {
  readonly table: string;
  readonly index?: string;
  /** The partition key's value. */
  readonly partition: string;
  readonly kind: 'read' | 'write';
  readonly units: number;
}

export type Consistency = 'eventual' | 'strong' | 'transactional';

const kib = 1024;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
const bytesOfUnit = { read: 4 * kib, write: kib } as const;
const factorOfRead = { eventual: 0.5, strong: 1, transactional: 2 } as const;

/** Every started 4 KB a unit, half of one or two; at least one step even of nothing. */
export function readUnits(bytes: number, consistency: Consistency): number {
  return Math.max(1, Math.ceil(bytes / bytesOfUnit.read)) * factorOfRead[consistency];
}

function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / bytesOfUnit.write));
}

/** Every started 1 KB of the larger of the item before and after; a transaction writes everything twice. */
export function tableWriteUnits(before: Item | undefined, after: Item | undefined, isTransaction: boolean): number {
  const bytes = Math.max(...[before, after].map((item) => (item ? itemSize(item) : 0)));
  return writeUnits(bytes) * (isTransaction ? 2 : 1);
}

/**
 * What a write costs in an index: nothing where it changes nothing of it, one write where an entry comes, goes or changes, two
 * where its key changes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 *
 * Indexes follow after the transaction, so that it does not double them.
 */
export function indexDemands(schema: TableSchema, before: Item | undefined, after: Item | undefined): Demand[] {
  return schema.indexes.flatMap((index) => {
    const old = projected(schema, index, before);
    const next = projected(schema, index, after);
    if (old && next && isSameKey(index, old, next)) {
      const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
      if (old === next || isSameIn(names, old, next)) return [];
      return [demandOf(schema, index, Math.max(itemSize(old), itemSize(next)), next)];
    }
    return [old, next].flatMap((entry) => (entry ? [demandOf(schema, index, itemSize(entry), entry)] : []));
  });
}

function isSameKey({ partitionKey, sortKey }: IndexSchema, a: Item, b: Item): boolean {
  return isSameIn(sortKey === undefined ? [partitionKey] : [partitionKey, sortKey], a, b);
}

function demandOf(schema: TableSchema, index: IndexSchema, bytes: number, entry: Item): Demand {
  const value = entry[index.partitionKey];
  const partition = value ? keyText(value) : '';
  return { table: schema.name, index: index.name, partition, kind: 'write', units: writeUnits(bytes) };
}
