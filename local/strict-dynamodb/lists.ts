import type { Entry } from './collection.ts';
import type { Engine } from './engine.ts';
import { compareValues, type AttributeValue, type Item } from './attribute-value.ts';
import { holds, readCondition } from './expressions/condition.ts';
import {
  isPartition,
  rangeOf,
  readKeyCondition,
  type KeyCondition,
  type KeyNames,
} from './expressions/key-condition.ts';
import { Placeholders } from './expressions/placeholders.ts';
import { readProjection } from './expressions/projection.ts';
import { validationError } from './service-error.ts';
import type { Table } from './table.ts';
import { keyText } from './table-schema.ts';
import { readUnits, type Demand } from './units.ts';

interface PageRequest {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly ConsistentRead?: boolean;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

export interface QueryRequest extends PageRequest {
  readonly KeyConditionExpression: string;
  readonly ScanIndexForward?: boolean;
}

export type ScanRequest = PageRequest;

/** What a page has looked at. */
interface Page {
  readonly entries: readonly Entry[];
  readonly bytes: number;
  /** Where it ended by its limit or by its size. */
  readonly last: Item | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const maxPageBytes = 1024 * 1024;

export async function query(engine: Engine, request: QueryRequest): Promise<object> {
  const { table, keys } = listed(engine, request);
  const placeholders = new Placeholders(request);
  const condition = readKeyCondition(request.KeyConditionExpression, placeholders, keys);
  const answer = answerOf(request, placeholders);
  refuseForeignStart(request, keys, condition);
  const isForward = request.ScanIndexForward ?? true;
  const range = rangeOf(condition.sort);
  const entries = table
    .collection(request.IndexName, engine.clock.now())
    .read(condition.partition, { isForward, from: request.ExclusiveStartKey, bound: range.low });
  const page = takePage(matching(entries, condition, keys, isForward), request.Limit);
  engine.takeOrThrottle('Query', table, [pageDemand(table, request, keyText(condition.partition), page.bytes)]);
  await engine.passCall();
  return answer(page, keyNamesOf(table, keys));
}

/** A Scan reads every partition; what it needs is not taken of any one. */
export async function scan(engine: Engine, request: ScanRequest): Promise<object> {
  const { table, keys } = listed(engine, request);
  const answer = answerOf(request, new Placeholders(request));
  const entries = table.collection(request.IndexName, engine.clock.now()).scan(request.ExclusiveStartKey);
  const page = takePage(entries, request.Limit);
  engine.meter.use('Scan', [pageDemand(table, request, '', page.bytes)]);
  await engine.passCall();
  return answer(page, keyNamesOf(table, keys));
}

function listed(engine: Engine, { TableName, IndexName, ConsistentRead, Limit }: PageRequest) {
  const table = engine.tables.get(TableName);
  if (IndexName !== undefined && ConsistentRead === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  if (Limit !== undefined && Limit < 1) {
    throw validationError(
      'Value at limit failed to satisfy constraint: Member must have value greater than or equal to 1',
    );
  }
  return { table, keys: IndexName === undefined ? table.schema : table.index(IndexName).schema };
}

function* matching(
  entries: Iterable<Entry>,
  { sort }: KeyCondition,
  { sortKey }: KeyNames,
  isForward: boolean,
): Generator<Entry> {
  const { low, high } = rangeOf(sort);
  const end = isForward ? high : low;
  for (const entry of entries) {
    const value = sortKey === undefined ? undefined : entry.item[sortKey];
    if (isBehind(value, end, isForward)) return;
    if (!sort || holds(sort, entry.item)) yield entry;
  }
}

function isBehind(value: AttributeValue | undefined, end: AttributeValue | undefined, isForward: boolean): boolean {
  const order = (end && value && compareValues(value, end)) ?? 0;
  return isForward ? order > 0 : order < 0;
}

/** As many as the limit says or fit into 1 MB: it ends with the last that it looked at, whether or not any come behind. */
function takePage(entries: Iterable<Entry>, limit = Infinity): Page {
  const taken: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    taken.push(entry);
    bytes += entry.size;
    if (taken.length >= limit || bytes >= maxPageBytes) return { entries: taken, bytes, last: entry.item };
  }
  return { entries: taken, bytes, last: undefined };
}

/** What a page answers once its expressions were read, which is before anything is looked at. */
function answerOf(request: PageRequest, placeholders: Placeholders) {
  const { FilterExpression, ProjectionExpression, Select } = request;
  const filter =
    FilterExpression === undefined ? undefined : readCondition('FilterExpression', FilterExpression, placeholders);
  const project = readProjection(ProjectionExpression, placeholders);
  placeholders.refuseUnused();
  return ({ entries, last }: Page, keys: readonly string[]) => {
    const items = entries.map(({ item }) => item).filter((item) => !filter || holds(filter, item));
    return {
      Count: items.length,
      ScannedCount: entries.length,
      ...(Select !== 'COUNT' && { Items: items.map(project) }),
      ...(last && { LastEvaluatedKey: Object.fromEntries(keys.map((name) => [name, last[name]])) }),
    };
  };
}

function keyNamesOf({ schema }: Table, keys: KeyNames): string[] {
  const names = [keys.partitionKey, keys.sortKey, schema.partitionKey, schema.sortKey];
  return [...new Set(names.filter((name) => name !== undefined))];
}

function pageDemand(table: Table, request: PageRequest, partition: string, bytes: number): Demand {
  const units = readUnits(bytes, request.ConsistentRead === true ? 'strong' : 'eventual');
  const { IndexName } = request;
  return {
    table: table.schema.name,
    ...(IndexName !== undefined && { index: IndexName }),
    partition,
    kind: 'read',
    units,
  };
}

function refuseForeignStart({ ExclusiveStartKey }: PageRequest, keys: KeyNames, { partition }: KeyCondition): void {
  if (!ExclusiveStartKey || isPartition(ExclusiveStartKey[keys.partitionKey], partition)) return;
  throw validationError('The provided starting key is outside query boundaries based on provided conditions');
}
