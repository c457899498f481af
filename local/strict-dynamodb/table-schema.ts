import { itemSize, typeOf, type AttributeValue, type Item, type TypeName } from './attribute-value.ts';
import type { KeyNames } from './expressions/key-condition.ts';
import { validationError } from './service-error.ts';

export interface IndexSchema extends KeyNames {
  readonly name: string;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly nonKeyAttributes: readonly string[];
}

export interface TableSchema extends KeyNames {
  readonly name: string;
  readonly isOnDemand: boolean;
  readonly types: Readonly<Record<string, TypeName>>;
  readonly indexes: readonly IndexSchema[];
}

interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

/** What CreateTable is asked for, as far as a stand-in looks at it. */
export interface CreateTableRequest {
  readonly TableName: string;
  readonly BillingMode?: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: TypeName }[];
  readonly GlobalSecondaryIndexes?: readonly {
    readonly IndexName: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly Projection: {
      readonly ProjectionType?: IndexSchema['projection'];
      readonly NonKeyAttributes?: readonly string[];
    };
  }[];
}

export function schemaOf(request: CreateTableRequest): TableSchema {
  const types = Object.fromEntries(
    request.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const indexes = (request.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
    ...keyNames(KeySchema, types),
    name: IndexName,
    projection: Projection.ProjectionType ?? ('ALL' as const),
    nonKeyAttributes: Projection.NonKeyAttributes ?? [],
  }));
  const isOnDemand = request.BillingMode === 'PAY_PER_REQUEST';
  return { ...keyNames(request.KeySchema, types), name: request.TableName, isOnDemand, types, indexes };
}

function keyNames(elements: readonly KeySchemaElement[], types: Readonly<Record<string, TypeName>>): KeyNames {
  const nameOf = (type: string) => elements.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const partitionKey = nameOf('HASH');
  const sortKey = nameOf('RANGE');
  for (const name of [partitionKey, sortKey]) {
    if (name !== undefined && types[name] === undefined) {
      throw validationError(`Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}]`);
    }
  }
  if (partitionKey === undefined) throw validationError('A key schema needs a HASH key');
  return { partitionKey, sortKey };
}

/** A key attribute's value as the text that it is found by. */
export function keyText(value: AttributeValue): string {
  if ('N' in value) return `N${Number(value.N)}`;
  return `${typeOf(value)}${String(Object.values(value)[0])}`;
}

function keyAttributes({ partitionKey, sortKey }: KeyNames): string[] {
  return sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
}

/** The attributes of a key; throws where one is absent, empty or of another type. */
export function keyOf(schema: TableSchema, item: Item): Item {
  return Object.fromEntries(
    keyAttributes(schema).map((name) => {
      const value = item[name];
      if (value === undefined) {
        throw validationError(`One or more parameter values were invalid: Missing the key ${name} in the item`);
      }
      refuseWrongKey(name, value, schema.types[name]);
      return [name, value];
    }),
  );
}

/** A key that a request names has its attributes and no more. */
export function givenKey(schema: TableSchema, key: Item): Item {
  if (Object.keys(key).length !== keyAttributes(schema).length || keyAttributes(schema).some((name) => !key[name])) {
    throw validationError('The provided key element does not match the schema');
  }
  return keyOf(schema, key);
}

function refuseWrongKey(name: string, value: AttributeValue, type: TypeName | undefined): void {
  if (typeOf(value) !== type) {
    throw validationError(
      `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type ?? 'none'} actual: ${typeOf(value)}`,
    );
  }
  if (Object.values(value)[0] === '') {
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  }
}

/** 400 KB. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
const maxItemBytes = 400 * 1024;

/** Refuses what a table does not take: keys of another type, also those of indexes, and items that are too large. */
export function checkItem(schema: TableSchema, item: Item): void {
  keyOf(schema, item);
  for (const index of schema.indexes) {
    for (const name of keyAttributes(index)) {
      const value = item[name];
      if (value !== undefined) refuseWrongKey(name, value, schema.types[name]);
    }
  }
  if (itemSize(item) > maxItemBytes) throw validationError('Item size has exceeded the maximum allowed size');
}

/** What an index holds of an item; nothing of one that lacks a key of the index. */
export function projected(schema: TableSchema, index: IndexSchema, item: Item | undefined): Item | undefined {
  const keys = keyAttributes(index);
  if (!item || keys.some((name) => item[name] === undefined)) return undefined;
  if (index.projection === 'ALL') return item;
  const more = index.projection === 'INCLUDE' ? index.nonKeyAttributes : [];
  const names = new Set([...keys, ...keyAttributes(schema), ...more]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
