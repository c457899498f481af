import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Database } from '@cloudapp/data/database';
import { tables, type TablePart } from '@cloudapp/data/tables';
import { createTableInput } from '@cloudapp/data/testing/test-tables';

/** Makes the tables of the product. */
export async function createProductTables({ client, table }: Database): Promise<void> {
  for (const part of Object.keys(tables) as TablePart[]) {
    await client.send(new CreateTableCommand(createTableInput(table(part), tables[part])));
  }
}
