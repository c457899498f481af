import { isDeepStrictEqual } from 'node:util';
import { openDatabase } from '@cloudapp/data/database';
import { InstanceLists } from '@cloudapp/data/instance-lists';
import { kindPartition, ownerPartition } from '@cloudapp/data/instance-partitions';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { PresentOwners } from '@cloudapp/data/present-owners';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { UserRepository } from '@cloudapp/data/user-repository';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import type { Item } from '../../local/strict-dynamodb/attribute-value.ts';
import { inProcess } from '../../local/strict-dynamodb/request-handler.ts';
import { StrictDynamoDb } from '../../local/strict-dynamodb/strict-dynamodb.ts';
import { createProductTables } from '../../local/strict-dynamodb/testing/product-tables.ts';

const machinesOfOwner = 50;
/** The first machine was launched then, and each further one a second later. */
const start = Date.parse('2025-01-01T00:00:00.000Z');
const idOf = (kind: string, number: number) => `${kind}_${String(number).padStart(26, '0')}`;

function recordOf(number: number) {
  const owner = { id: idOf('usr', Math.floor(number / machinesOfOwner)), name: 'Ada', email: 'ada@example.org' };
  const createdAt = new Date(start + number * 1000).toISOString();
  return { ...sampleRecord('ready'), instanceId: idOf('mch', number), owner, createdAt };
}

/** A machine like the one that was stored; they share what is the same of both, so that a million fit into memory. */
function itemLike(stored: Item, number: number): Item {
  const { instanceId, owner, createdAt } = recordOf(number);
  return {
    ...stored,
    instanceId: { S: instanceId },
    createdAt: { S: createdAt },
    ownerId: { S: ownerPartition(owner.id, false) },
    kind: { S: kindPartition(instanceId, false) },
    owner: { M: { id: { S: owner.id }, name: { S: owner.name }, email: { S: owner.email } } },
  };
}

/** A strict DynamoDB with so many machines in it, and the product's ways to read them. */
export async function openFilled(machines: number) {
  const strict = new StrictDynamoDb({ indexLagMilliseconds: 0 });
  const database = openDatabase('lists', inProcess(strict));
  await createProductTables(database);
  const instances = new InstanceRepository(database);
  const table = strict.tables.get(database.table('instances'));
  /** Stores a machine as the product does. */
  const store = async (number: number): Promise<Item> => {
    const record = recordOf(number);
    await transact(database, [step(instances.createItem(record), 'taken')], (reason) => {
      throw new Error(reason);
    });
    return table.get({ instanceId: { S: record.instanceId }, sk: { S: 'instance' } })?.item ?? {};
  };
  const [first, second] = [await store(0), await store(1)];
  if (!isDeepStrictEqual(itemLike(first, 1), second)) throw new Error('The product stores machines in another way');
  for (let number = 2; number < machines; number++) table.replace(undefined, itemLike(first, number), 0);
  return {
    meter: strict.meter,
    instances,
    lists: new InstanceLists(database, instances, new PresentOwners(new UserRepository(database))),
    statistics: new StatisticsRepository(database),
    anyMachine: () => idOf('mch', Math.floor(Math.random() * machines)),
    anyOwner: () => idOf('usr', Math.floor((Math.random() * machines) / machinesOfOwner)),
  };
}

export type Filled = Awaited<ReturnType<typeof openFilled>>;
