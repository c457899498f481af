import type { AttributeValue, Item } from './attribute-value.ts';
import type { Engine } from './engine.ts';
import { Placeholders } from './expressions/placeholders.ts';
import { readProjection, type Projection } from './expressions/projection.ts';
import { validationError } from './service-error.ts';
import type { Table } from './table.ts';
import { givenKey, keyText } from './table-schema.ts';
import { readUnits, type Demand } from './units.ts';

export interface GetRequest {
  readonly TableName: string;
  readonly Key: Item;
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}

type KeysAndAttributes = Omit<GetRequest, 'TableName' | 'Key'> & { readonly Keys: readonly Item[] };

export interface BatchGetRequest {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
}

const maxKeys = 100;
const maxAnswerBytes = 16 * 1024 * 1024;

/** GetItem is never refused for a transaction: it reads what was stored before or after it. */
export async function getItem(engine: Engine, request: GetRequest): Promise<{ Item?: Item }> {
  const table = engine.tables.get(request.TableName);
  const key = givenKey(table.schema, request.Key);
  const project = projectionOf(request);
  const entry = table.get(key);
  engine.takeOrThrottle('GetItem', table, [readDemand(table, key, entry?.size ?? 0, request.ConsistentRead)]);
  await engine.passCall();
  return entry ? { Item: project(entry.item) } : {};
}

/** Each key counts for itself; what its partition does not give is left aside, and so is what is more than 16 MB. */
export async function batchGetItem(engine: Engine, { RequestItems }: BatchGetRequest): Promise<object> {
  const wanted = Object.entries(RequestItems);
  refuseKeys(engine, wanted);
  const responses: Record<string, Item[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  let bytes = 0;
  for (const [name, request] of wanted) {
    const table = engine.tables.get(name);
    const project = projectionOf(request);
    const found: Item[] = [];
    const left: Item[] = [];
    for (const key of request.Keys) {
      const entry = table.get(givenKey(table.schema, key));
      const size = entry?.size ?? 0;
      const demand = readDemand(table, key, size, request.ConsistentRead);
      if (bytes + size > maxAnswerBytes || engine.take('BatchGetItem', [demand])) {
        left.push(key);
        continue;
      }
      bytes += size;
      if (entry) found.push(project(entry.item));
    }
    responses[name] = found;
    if (left.length > 0) unprocessed[name] = { ...request, Keys: left };
  }
  await engine.passCall();
  return { Responses: responses, UnprocessedKeys: unprocessed };
}

function refuseKeys(engine: Engine, wanted: readonly (readonly [string, KeysAndAttributes])[]): void {
  const texts = wanted.flatMap(([name, { Keys }]) => {
    const table = engine.tables.get(name);
    return Keys.map((key) => table.itemText(givenKey(table.schema, key)));
  });
  if (texts.length < 1 || texts.length > maxKeys)
    throw validationError('Too many items requested for the BatchGetItem call');
  if (new Set(texts).size < texts.length) throw validationError('Provided list of item keys contains duplicates');
}

function projectionOf(request: Omit<GetRequest, 'TableName' | 'Key'>): Projection {
  const placeholders = new Placeholders(request);
  const projection = readProjection(request.ProjectionExpression, placeholders);
  placeholders.refuseUnused();
  return projection;
}

function readDemand(table: Table, key: Item, bytes: number, isConsistent = false): Demand {
  const value: AttributeValue | undefined = key[table.schema.partitionKey];
  const units = readUnits(bytes, isConsistent ? 'strong' : 'eventual');
  return { table: table.schema.name, partition: value ? keyText(value) : '', kind: 'read', units };
}
