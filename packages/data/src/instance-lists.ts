import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isFoundIn } from '@cloudapp/contracts/fold-text';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import * as z from 'zod';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { kindPartitions, ownerPartition } from './instance-partitions.ts';
import { instanceItem, listedItem, type InstanceRecord, type ListedInstance } from './instance-record.ts';
import type { InstanceRepository } from './instance-repository.ts';
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
 * Reads so many times at most for one answer; a filter that matches little gets a short page and a cursor. A search among all thus goes
 * through some 5,000 machines: about 300 read units, and half a unit for the name of each different owner.
 */
const maxRounds = 10;
const narrowedSize = 100;

/** A part of the list, read down to a place. */
interface Reading {
  readonly partition: string;
  readonly readTo: Place | undefined;
  readonly isFinished: boolean;
}

/** Lists of machines, newest first, from the indexes, under the present names of their owners. */
export class InstanceLists {
  readonly #database: Database;
  readonly #instances: Pick<InstanceRepository, 'getMany'>;
  readonly #owners: PresentOwners;

  constructor(database: Database, instances: Pick<InstanceRepository, 'getMany'>, owners: PresentOwners) {
    this.#database = database;
    this.#instances = instances;
    this.#owners = owners;
  }

  /** @param viewer who asks, whose own name needs no reading */
  async list(
    filter: InstanceFilter,
    viewer: InstanceRecord['owner'],
  ): Promise<{ items: InstanceRecord[]; nextCursor: string | undefined }> {
    const { ownerId } = filter;
    if (ownerId === undefined) {
      const page = await this.#page(filter, viewer, { name: 'by-kind', attribute: 'kind', read: listedItem.parse });
      const items = await this.#whole(page.items, filter);
      return { items: await this.#owners.of(items, viewer), nextCursor: page.nextCursor };
    }
    const index = { name: 'by-owner', attribute: 'ownerId', read: instanceItem.parse };
    const page = await this.#page(filter, viewer, index);
    // What was searched has the names already.
    return filter.search === undefined ? { ...page, items: await this.#owners.of(page.items, viewer) } : page;
  }

  async #page<Machine extends ListedInstance>(
    filter: InstanceFilter,
    viewer: InstanceRecord['owner'],
    index: Index<Machine>,
  ) {
    const start = listCursor.read(filter.cursor);
    let readings: Reading[] = partitionsOf(filter).map((partition) => ({
      partition,
      readTo: start,
      isFinished: false,
    }));
    const found = new Map<string, Machine>();
    for (let round = 1; ; round++) {
      const { items, readings: next } = await this.#readOn(readings, filter, index);
      readings = next;
      // A machine on its way from one partition to another can be seen in both.
      for (const item of await this.#searched(filter.search, viewer, items)) found.set(item.instanceId, item);
      const { certain, horizon } = certainOf([...found.values()], readings);
      if (certain.length > filter.limit || horizon === undefined || round === maxRounds) {
        const page = certain.slice(0, filter.limit);
        return { items: page, nextCursor: cursorAfter(page, certain.length > filter.limit, horizon) };
      }
    }
  }

  async #readOn<Machine>(readings: readonly Reading[], filter: InstanceFilter, index: Index<Machine>) {
    const read = await Promise.all(
      readings.map(async (reading) => {
        if (reading.isFinished) return { reading, items: [] };
        const query = queryOf(filter, index, reading, readings.length);
        const answer = await this.#database.client.send(
          new QueryCommand({ TableName: this.#database.table('instances'), ...query }),
        );
        const readTo = answer.LastEvaluatedKey && placeSchema.parse(answer.LastEvaluatedKey);
        const items = (answer.Items ?? []).map(index.read);
        return { reading: { ...reading, readTo, isFinished: readTo === undefined }, items };
      }),
    );
    return { items: read.flatMap(({ items }) => items), readings: read.map(({ reading }) => reading) };
  }

  async #searched<Machine extends ListedInstance>(
    search: string | undefined,
    viewer: InstanceRecord['owner'],
    machines: readonly Machine[],
  ): Promise<readonly Machine[]> {
    if (search === undefined) return machines;
    return (await this.#owners.of(machines, viewer)).filter((machine) => isFoundIn(search, shownOf(machine)));
  }

  /** The machines themselves, without those that are not any more what was asked for: the index may lag. */
  async #whole(listed: readonly ListedInstance[], filter: InstanceFilter): Promise<InstanceRecord[]> {
    const records = await this.#instances.getMany(listed.map(({ instanceId }) => instanceId));
    const byId = new Map(records.map((record) => [record.instanceId, record]));
    return listed.flatMap(({ instanceId }) => {
      const record = byId.get(instanceId);
      return record && isAskedFor(record, filter) ? [record] : [];
    });
  }
}

/** An index of machines, by an attribute of theirs. */
interface Index<Machine> {
  readonly name: string;
  readonly attribute: string;
  readonly read: (item: Record<string, unknown>) => Machine;
}

function queryOf(filter: InstanceFilter, index: Index<unknown>, { partition, readTo }: Reading, partitions: number) {
  const { name, attribute } = index;
  const conditions = conditionsOf(filter);
  const isNarrowed = filter.search !== undefined || conditions.expression !== '';
  return {
    IndexName: name,
    KeyConditionExpression: '#partition = :partition',
    ExpressionAttributeNames: { '#partition': attribute, ...conditions.names },
    ExpressionAttributeValues: { ':partition': partition, ...conditions.values },
    ...(conditions.expression !== '' && { FilterExpression: conditions.expression }),
    ScanIndexForward: false,
    // Without a filter, twice a partition's share of the page: machines are spread at random.
    Limit: isNarrowed ? narrowedSize : Math.ceil((2 * (filter.limit + 1)) / partitions),
    ExclusiveStartKey: readTo && {
      instanceId: readTo.instanceId,
      sk: 'instance',
      [attribute]: partition,
      createdAt: readTo.createdAt,
    },
  };
}

/** What is certain to be in its place: everything down to where each unfinished partition was read. */
function certainOf<Machine extends Place>(found: readonly Machine[], readings: readonly Reading[]) {
  const unread = readings.flatMap(({ isFinished, readTo }) => (isFinished || readTo === undefined ? [] : [readTo]));
  const horizon = unread.sort(newestFirst)[0];
  const certain = horizon === undefined ? found : found.filter((item) => newestFirst(item, horizon) <= 0);
  return { certain: [...certain].sort(newestFirst), horizon };
}

/** What a list shows of a machine in words. */
function shownOf({ instanceId, name, blueprint, owner, address }: ListedInstance): string[] {
  return [instanceId, name, blueprint.name, owner.name, owner.email, ...(address === undefined ? [] : [address])];
}

/** The partitions that can hold what is asked for. */
function partitionsOf({ ownerId, ...filter }: InstanceFilter): string[] {
  return sidesOf(filter).flatMap((isEnded) =>
    ownerId === undefined ? kindPartitions(isEnded) : [ownerPartition(ownerId, isEnded)],
  );
}

/** Whether living machines are asked for, ended ones, or both. */
function sidesOf({ state, ended }: Pick<InstanceFilter, 'state' | 'ended'>): boolean[] {
  if (state !== undefined) return [state === 'terminated'];
  return ended ? [false, true] : [false];
}

function isAskedFor({ state }: InstanceRecord, filter: InstanceFilter): boolean {
  return filter.state === undefined ? filter.ended || state !== 'terminated' : state === filter.state;
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

function cursorAfter(items: readonly Place[], hasMore: boolean, horizon: Place | undefined) {
  const last = hasMore ? items.at(-1) : horizon;
  return last && listCursor.after({ createdAt: last.createdAt, instanceId: last.instanceId });
}
