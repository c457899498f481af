import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { retryWhilePassing, UnprocessedKeysError } from './conflict.ts';
import type { Database } from './database.ts';
import type { TablePart } from './tables.ts';

type Item = Record<string, unknown>;

/** BatchGetItem takes at most 100 keys. */
const batchSize = 100;

/**
 * The items of a table that have one of the keys, in no order; keys without an item are left out. What DynamoDB leaves aside,
 * as it does when it is throttled, is asked for again after a pause.
 * @throws UnprocessedKeysError when it leaves some aside until the tries are used up
 */
export async function readBatches(
  database: Database,
  part: TablePart,
  keys: readonly Item[],
  options: { readonly ConsistentRead?: boolean } = {},
): Promise<Item[]> {
  const table = database.table(part);
  const found: Item[] = [];
  for (let start = 0; start < keys.length; start += batchSize) {
    let pending = keys.slice(start, start + batchSize);
    await retryWhilePassing(async () => {
      const command = new BatchGetCommand({ RequestItems: { [table]: { Keys: pending, ...options } } });
      const { Responses, UnprocessedKeys } = await database.client.send(command);
      found.push(...(Responses?.[table] ?? []));
      pending = UnprocessedKeys?.[table]?.Keys ?? [];
      if (pending.length > 0) throw new UnprocessedKeysError(pending.length);
    });
  }
  return found;
}

/**
 * One item of each of some tables, all as of this instant, by one request; undefined in place of one that is not there.
 * @throws UnprocessedKeysError when DynamoDB leaves some aside until the tries are used up
 */
export async function readTogether<Part extends TablePart>(
  database: Database,
  keys: Readonly<Record<Part, Item>>,
): Promise<Partial<Record<Part, Item>>> {
  const parts = Object.keys(keys) as Part[];
  const RequestItems: Record<string, { Keys: Item[]; ConsistentRead: true }> = {};
  for (const part of parts) RequestItems[database.table(part)] = { Keys: [keys[part]], ConsistentRead: true };
  return await retryWhilePassing(async () => {
    const { Responses, UnprocessedKeys } = await database.client.send(new BatchGetCommand({ RequestItems }));
    const missing = Object.keys(UnprocessedKeys ?? {}).length;
    if (missing > 0) throw new UnprocessedKeysError(missing);
    const found: Partial<Record<Part, Item>> = {};
    for (const part of parts) {
      const item = Responses?.[database.table(part)]?.[0];
      if (item !== undefined) found[part] = item;
    }
    return found;
  });
}
