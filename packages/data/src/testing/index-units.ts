import type { IndexDefinition, TableDefinition } from '../tables.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * Write units that a write of one item takes in each index of its table: one for each begun KiB of what is removed and of what is put,
 * none where nothing that the index holds has changed.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export function indexUnits(table: TableDefinition, before: Item | undefined, after: Item): Record<string, number> {
  const entries = Object.entries(table.indexes ?? {});
  return Object.fromEntries(entries.map(([name, index]) => [name, unitsIn(index, table, before, after)]));
}

function unitsIn(index: IndexDefinition, table: TableDefinition, before: Item | undefined, after: Item): number {
  const [old, now] = [before && heldBy(index, table, before), heldBy(index, table, after)];
  if (JSON.stringify(old) === JSON.stringify(now)) return 0;
  if (old && now && keysOf(index).every((key) => old[key] === now[key])) {
    return Math.ceil(Math.max(itemBytes(old), itemBytes(now)) / 1024);
  }
  return [old, now].reduce((sum, one) => sum + (one ? Math.ceil(itemBytes(one) / 1024) : 0), 0);
}

/** What an index holds of an item, which is nothing of one that lacks its keys. */
function heldBy(index: IndexDefinition, table: TableDefinition, item: Item): Item | undefined {
  if (keysOf(index).some((key) => item[key] === undefined)) return undefined;
  const { projection } = index;
  const names = projection === 'all' ? Object.keys(item) : [...keysOf(table), ...keysOf(index)];
  const others = typeof projection === 'string' ? [] : projection;
  const held = [...new Set([...names, ...others])].sort();
  return Object.fromEntries(held.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

const keysOf = ({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }) =>
  sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];

/**
 * The size by which DynamoDB charges, in bytes.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/[-.]/g, '').length / 2) + 2;
  if (typeof value === 'boolean' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + valueBytes(one), 3);
  // Its name and 3 bytes for the map itself, one more for each element.
  return 3 + Object.keys(value).length + itemBytes(value as Item);
}
