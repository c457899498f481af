import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isFoundIn } from '@cloudapp/contracts/fold-text';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import * as z from 'zod';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { instanceItem, type InstanceRecord } from './instance-record.ts';
import { kindPartition, ownerPartition } from './instance-repository.ts';
import type { PresentOwners } from './present-owners.ts';

export interface InstanceFilter {
  /** Only this owner's machines; all machines without it. */
  readonly ownerId?: string | undefined;
  readonly state?: InstanceState | undefined;
  readonly blueprintId?: string | undefined;
  /** Words, all of which must be found in what a list shows of a machine (`isFoundIn`). */
  readonly search?: string | undefined;
  /** Terminated machines too. */
  readonly ended: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Where a list goes on. */
const placeSchema = z.object({ createdAt: z.string(), instanceId: z.string() });

type Place = Readonly<z.infer<typeof placeSchema>>;

const listCursor = new ListCursor('machines', {
  createdAt: /^[\d-]{10}T[\d:.]{12}Z$/,
  instanceId: /^mch_[0-9a-z]{26}$/,
});

/**
 * Reads at most this many index pages for one answer; a filter that matches little gets a short page and a cursor. A search thus goes
 * through 1,000 machines at most: about 500 read units, and as many again for their owners' names if all are different.
 */
const maxReads = 10;
const readSize = 100;

/** Lists of machines, newest first, from the indexes, under the present names of their owners. */
export class InstanceLists {
  readonly #database: Database;
  readonly #owners: PresentOwners;

  constructor(database: Database, owners: PresentOwners) {
    this.#database = database;
    this.#owners = owners;
  }

  /** @param viewer who asks, whose own name needs no reading */
  async list(
    filter: InstanceFilter,
    viewer: InstanceRecord['owner'],
  ): Promise<{ items: InstanceRecord[]; nextCursor: string | undefined }> {
    const start = listCursor.read(filter.cursor);
    const partitions = await Promise.all(
      partitionsOf(filter).map((isEnded) => this.#read(filter, viewer, isEnded, start)),
    );
    const merged = partitions.flatMap((partition) => partition.items).sort(newestFirst);
    // An item is certain to be in its place only down to where every unfinished partition was read.
    const unread = partitions.flatMap((partition) => (partition.readTo === undefined ? [] : [partition.readTo]));
    const horizon = unread.sort(newestFirst)[0];
    const certain = horizon === undefined ? merged : merged.filter((item) => newestFirst(item, horizon) <= 0);
    const items = certain.slice(0, filter.limit);
    return {
      // What was searched has the names already.
      items: filter.search === undefined ? await this.#owners.of(items, viewer) : items,
      nextCursor: cursorAfter(items, certain.length > filter.limit, horizon),
    };
  }

  async #read(filter: InstanceFilter, viewer: InstanceRecord['owner'], isEnded: boolean, start: Place | undefined) {
    const items: InstanceRecord[] = [];
    let readTo = start;
    for (let reads = 0; reads < maxReads; reads++) {
      const answer = await this.#database.client.send(new QueryCommand(this.#query(filter, isEnded, readTo)));
      items.push(...(await this.#searched(filter.search, viewer, (answer.Items ?? []).map(instanceItem.parse))));
      if (!answer.LastEvaluatedKey) return { items, readTo: undefined };
      readTo = placeSchema.parse(answer.LastEvaluatedKey);
      if (items.length > filter.limit) break;
    }
    return { items, readTo };
  }

  async #searched(
    search: string | undefined,
    viewer: InstanceRecord['owner'],
    records: readonly InstanceRecord[],
  ): Promise<readonly InstanceRecord[]> {
    if (search === undefined) return records;
    return (await this.#owners.of(records, viewer)).filter((record) => isFoundIn(search, shownOf(record)));
  }

  #query(filter: InstanceFilter, isEnded: boolean, start: Place | undefined) {
    const { index, attribute, partition } =
      filter.ownerId === undefined
        ? { index: 'by-all', attribute: 'kind', partition: kindPartition(isEnded) }
        : { index: 'by-owner', attribute: 'ownerId', partition: ownerPartition(filter.ownerId, isEnded) };
    const conditions = conditionsOf(filter);
    return {
      TableName: this.#database.table('instances'),
      IndexName: index,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': attribute, ...conditions.names },
      ExpressionAttributeValues: { ':partition': partition, ...conditions.values },
      ...(conditions.expression !== '' && { FilterExpression: conditions.expression }),
      ScanIndexForward: false,
      Limit: readSize,
      ExclusiveStartKey: start && {
        instanceId: start.instanceId,
        sk: 'instance',
        [attribute]: partition,
        createdAt: start.createdAt,
      },
    };
  }
}

/** What a list shows of a machine in words. */
function shownOf(record: InstanceRecord): string[] {
  const { instanceId, name, blueprint, owner } = record;
  const address = 'address' in record ? record.address : undefined;
  return [instanceId, name, blueprint.name, owner.name, owner.email, ...(address === undefined ? [] : [address])];
}

/** Which of the two partitions can hold what is asked for. */
function partitionsOf(filter: InstanceFilter): boolean[] {
  if (filter.state !== undefined) return [filter.state === 'terminated'];
  return filter.ended ? [false, true] : [false];
}

function conditionsOf(filter: InstanceFilter) {
  const names: Record<string, string> = {};
  const values: Record<string, string> = {};
  const parts: string[] = [];
  if (filter.state !== undefined) {
    names['#state'] = 'state';
    values[':state'] = filter.state;
    parts.push('#state = :state');
  }
  if (filter.blueprintId !== undefined) {
    names['#blueprint'] = 'blueprint';
    names['#id'] = 'id';
    values[':blueprint'] = filter.blueprintId;
    parts.push('#blueprint.#id = :blueprint');
  }
  return { names, values, expression: parts.join(' AND ') };
}

function newestFirst(a: Place, b: Place): number {
  const order = b.createdAt.localeCompare(a.createdAt);
  return order === 0 ? b.instanceId.localeCompare(a.instanceId) : order;
}

function cursorAfter(items: readonly InstanceRecord[], hasMore: boolean, horizon: Place | undefined) {
  const last = hasMore ? items.at(-1) : horizon;
  return last && listCursor.after({ createdAt: last.createdAt, instanceId: last.instanceId });
}
