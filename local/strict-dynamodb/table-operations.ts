import type { Engine } from './engine.ts';
import { Table } from './table.ts';
import { schemaOf, type CreateTableRequest } from './table-schema.ts';

interface Named {
  readonly TableName: string;
}

/** @param lag milliseconds until the next change arrives in an index */
export function createTable(engine: Engine, request: CreateTableRequest, lag: () => number): object {
  const table = new Table(schemaOf(request), lag);
  engine.tables.add(table);
  return { TableDescription: describe(table) };
}

export function deleteTable(engine: Engine, { TableName }: Named): object {
  return { TableDescription: describe(engine.tables.delete(TableName)) };
}

export function describeTable(engine: Engine, { TableName }: Named): object {
  return { Table: describe(engine.tables.get(TableName)) };
}

function describe({ schema }: Table): object {
  const TableArn = `arn:aws:dynamodb:eu-west-1:000000000000:table/${schema.name}`;
  return { TableName: schema.name, TableArn, TableStatus: 'ACTIVE' };
}
