import type { Database } from '@cloudapp/data/database';

/** What reads came to. */
export interface Reads {
  requests: number;
  items: number;
  /** By DynamoDB's rule: 4 kB, read consistently, are one; otherwise half of one. */
  units: number;
}

type Item = Record<string, unknown>;

interface Command {
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>;
}

interface Answer {
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
}

const unitBytes = 4096;

/** An item's size is that of its names and values in UTF-8; JSON adds a few signs to that. */
function bytesOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
}

function unitsOf(bytes: number, isConsistent = false): number {
  return Math.max(1, Math.ceil(bytes / unitBytes)) * (isConsistent ? 1 : 0.5);
}

/** Counts the reads of a database; each call of what it answers begins anew. */
export function countReads({ client }: Database): () => Reads {
  let reads: Reads = { requests: 0, items: 0, units: 0 };
  client.middlewareStack.add(
    (next) => async (input) => {
      const result = await next(input);
      const { ConsistentRead, RequestItems = {} } = input.input as Command;
      const { Item, Items, Responses = {} } = result.output as Answer;
      reads.requests += 1;
      if (Item !== undefined) note([Item], ConsistentRead);
      if (Items !== undefined) note(Items, ConsistentRead);
      for (const [table, items] of Object.entries(Responses)) {
        for (const item of items) note([item], RequestItems[table]?.ConsistentRead);
      }
      return result;
    },
    { step: 'initialize', name: 'countReads' },
  );
  const note = (items: readonly Item[], isConsistent: boolean | undefined) => {
    reads.items += items.length;
    reads.units += unitsOf(bytesOf(items), isConsistent);
  };
  return () => {
    const so = reads;
    reads = { requests: 0, items: 0, units: 0 };
    return so;
  };
}
