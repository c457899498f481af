import type { AttributeValue, Item } from './attribute-value.ts';
import { holds, readCondition, type Condition } from './expressions/condition.ts';
import { Placeholders } from './expressions/placeholders.ts';
import { applyUpdate, attributesOf, readUpdate, type Update } from './expressions/update.ts';
import { ServiceError, validationError } from './service-error.ts';
import type { Table, Tables } from './table.ts';
import { checkItem, givenKey, keyOf, keyText } from './table-schema.ts';
import { indexDemands, tableWriteUnits, type Demand } from './units.ts';

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** What a single write and one of a transaction may ask for. */
export interface WriteRequest {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';
  readonly ReturnValuesOnConditionCheckFailure?: 'NONE' | 'ALL_OLD';
}

/** A write whose request was read and found well formed. */
export interface Write {
  readonly kind: WriteKind;
  readonly table: Table;
  readonly key: Item;
  /** Names the item among those of all tables. */
  readonly text: string;
  readonly condition: Condition | undefined;
  readonly update: Update | undefined;
  readonly request: WriteRequest;
}

/** What a write comes to, given what is stored. */
export type Outcome =
  | { readonly isRefused: false; readonly before: Item | undefined; readonly after: Item | undefined }
  | { readonly isRefused: true; readonly before: Item | undefined };

export function readWrite(tables: Tables, kind: WriteKind, request: WriteRequest): Write {
  const table = tables.get(request.TableName);
  const placeholders = new Placeholders(request);
  const { ConditionExpression, UpdateExpression } = request;
  const update = UpdateExpression === undefined ? undefined : readUpdate(UpdateExpression, placeholders);
  const condition =
    ConditionExpression === undefined
      ? undefined
      : readCondition('ConditionExpression', ConditionExpression, placeholders);
  placeholders.refuseUnused();
  const key = keyOfRequest(table, kind, request);
  refuseChangedKey(key, update);
  return { kind, table, key, text: table.itemText(key), condition, update, request };
}

function keyOfRequest(table: Table, kind: WriteKind, { Item, Key }: WriteRequest): Item {
  if (kind === 'Put') return keyOf(table.schema, Item ?? {});
  return givenKey(table.schema, Key ?? {});
}

function refuseChangedKey(key: Item, update: Update | undefined): void {
  const changed = attributesOf(update ?? []).find((name) => Object.hasOwn(key, name));
  if (changed === undefined) return;
  throw validationError(
    `One or more parameter values were invalid: Cannot update attribute ${changed}. This attribute is part of the key`,
  );
}

/** Judges a write by what is stored now; changes nothing. */
export function judge(write: Write): Outcome {
  const before = write.table.get(write.key)?.item;
  if (write.condition && !holds(write.condition, before ?? {})) return { isRefused: true, before };
  const after = itemAfter(write, before);
  if (after && after !== before) checkItem(write.table.schema, after);
  return { isRefused: false, before, after };
}

function itemAfter({ kind, key, update, request }: Write, before: Item | undefined): Item | undefined {
  switch (kind) {
    case 'Put':
      return request.Item;
    case 'Update':
      return update ? applyUpdate(update, before ?? key) : (before ?? key);
    case 'Delete':
      return undefined;
    case 'ConditionCheck':
      return before;
  }
}

/**
 * What a write needs; a refused one as much as the item that is there.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#write-operation-consumption
 */
export function demandsOf({ table, key }: Write, outcome: Outcome, isTransaction: boolean): Demand[] {
  const { schema } = table;
  const { before } = outcome;
  const after = outcome.isRefused ? before : outcome.after;
  const value = key[schema.partitionKey];
  const units = tableWriteUnits(before, after, isTransaction);
  const own: Demand = { table: schema.name, partition: value ? keyText(value) : '', kind: 'write', units };
  return [own, ...(outcome.isRefused ? [] : indexDemands(schema, before, after))];
}

/** The item as it is, where the request wants to know what made its condition fail. */
export function refusedItem({ request }: Write, { before }: Outcome): { Item?: Item } {
  return request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before ? { Item: before } : {};
}

export function conditionError(write: Write, outcome: Outcome): ServiceError {
  const details = refusedItem(write, outcome);
  return new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', details);
}
