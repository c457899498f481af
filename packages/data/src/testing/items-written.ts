import type { Database } from '../database.ts';
import { tables, type TableDefinition } from '../tables.ts';

type Item = Readonly<Record<string, unknown>>;

interface Write {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

/** The items that are written while `run` does its work, which nothing else on the same client may do meanwhile: table and key. */
export async function itemsWrittenBy(database: Database, run: () => Promise<unknown>): Promise<string[]> {
  const keys = new Map(
    Object.entries<TableDefinition>(tables).map(([part, { partitionKey, sortKey }]) => [
      database.table(part as keyof typeof tables),
      sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
    ]),
  );
  const written: string[] = [];
  const note = ({ TableName = '', Item, Key }: Write) => {
    const item = Item ?? Key ?? {};
    written.push([TableName, ...(keys.get(TableName) ?? []).map((name) => String(item[name]))].join(' '));
  };
  const name = 'items-written';
  const { middlewareStack } = database.client;
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = args.input as Write & { TransactItems?: Readonly<Record<string, Write>>[] };
        if (commandName === 'TransactWriteItemsCommand')
          for (const one of input.TransactItems ?? []) Object.values(one).forEach(note);
        else if (/^(Put|Update|Delete)ItemCommand$/.test(commandName)) note(input);
        return await next(args);
      },
    { step: 'initialize', name },
  );
  try {
    await run();
  } finally {
    middlewareStack.remove(name);
  }
  return written;
}
