import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { counter, type Counters } from '@cloudapp/data/counters';
import { openDatabase, type Database } from '@cloudapp/data/database';
import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { PREFIX } from '../../local/cloud/names.ts';
import { REGION } from '../../local/ministack/mini-stack.ts';
import type { Ready } from '../../local/ready-file.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The usual time to ready of the blueprints that people launched. */
const usual = { postgresql: 68, 'docker-host': 52, nodejs: 44, 'python-data-science': 171, 'web-server': 31 } as const;
const blueprintIds = Object.keys(usual) as (keyof typeof usual)[];

export function openTables({ emulatorUrl, rootKey: credentials }: Ready): Database {
  return openDatabase(PREFIX, { endpoint: emulatorUrl, region: REGION, credentials });
}

/** Numbers that look random and are the same in every run (the generator is Park and Miller's). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Three months in which ever more people launched machines: as events that the product itself counts. */
export async function makeHistory(database: Database): Promise<void> {
  const events = new StatisticsEventRepository(database);
  const count = (counters: Counters, at: Date) => events.append({ counters }, at);
  const random = sequence(20_261_124);
  const now = Date.now();
  for (let day = 90; day >= 1; day--) {
    await count(countsOf(random, day), new Date(now - day * dayMs));
  }
  for (let hour = 23; hour >= 2; hour -= 2) {
    await count({ [counter.signIns]: 1 + Math.floor(3 * random()) }, new Date(now - hour * hourMs));
  }
  // Today's launches are those of the pictures; most of these machines are said to have come earlier.
  await count({ [counter.net('postgresql')]: -2, [counter.net('docker-host')]: -2 }, new Date(now));
  await count({ [counter.net('postgresql')]: 1 }, new Date(now - 61 * dayMs));
  await count({ [counter.net('docker-host')]: 2 }, new Date(now - 33 * dayMs));
  await count({ [counter.net('postgresql')]: 1 }, new Date(now - 5 * dayMs));
  // The product counts them too; whoever is first, they are counted when this is done.
  await new StatisticsCounter(database).countAll();
}

function countsOf(random: () => number, daysAgo: number): Counters {
  const at = new Date(Date.now() - daysAgo * dayMs).getUTCDay();
  const mood = (at === 0 || at === 6 ? 0.25 : 1) * (1.6 - daysAgo / 90);
  const counts: Record<string, number> = {
    [counter.signIns]: Math.round(9 * mood * (0.6 + random())),
    [counter.failedSignIns]: Math.floor(3 * mood * random()),
  };
  for (const id of blueprintIds) {
    const launches = Math.round(1.7 * mood * random());
    if (launches === 0) continue;
    const failures = random() < 0.07 ? 1 : 0;
    counts[counter.launches(id)] = launches;
    counts[counter.ready(id)] = launches - failures;
    if (failures > 0) counts[counter.failed(id)] = failures;
    counts[counter.cost(id)] = Math.round(1e6 * launches * (0.2 + 0.4 * random()));
    const key = counter.secondsToReady(id, usual[id] * (0.85 + 0.5 * random() ** 3));
    counts[key] = launches - failures;
  }
  return counts;
}

interface Age {
  readonly id: string;
  readonly hours: number;
}

const instants = ['at', 'createdAt', 'stateChangedAt', 'readyAt', 'leaseEndsAt', 'billedSince'] as const;

/** Moves machines and what happened to them into the past, so that not everything on the pictures is of just now. */
export async function backdate(database: Database, ages: readonly Age[]): Promise<void> {
  const TableName = database.table('instances');
  for (const { id, hours } of ages) {
    const { Items = [] } = await database.client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'instanceId = :id',
        ExpressionAttributeValues: { ':id': id },
      }),
    );
    for (const item of Items) await moveItem(database, item, hours * hourMs);
  }
}

async function moveItem(database: Database, item: Record<string, unknown>, milliseconds: number): Promise<void> {
  const moved = instants.filter((name) => typeof item[name] === 'string');
  if (moved.length === 0) return;
  const earlier = (name: string) => new Date(Date.parse(String(item[name])) - milliseconds).toISOString();
  await database.client.send(
    new UpdateCommand({
      TableName: database.table('instances'),
      Key: { instanceId: item['instanceId'], sk: item['sk'] },
      // The version moves too, so that whoever is just writing the machine reads it again.
      UpdateExpression: `SET ${moved.map((name) => `#${name} = :${name}`).join(', ')} ADD version :one`,
      ExpressionAttributeNames: Object.fromEntries(moved.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ':one': 1,
        ...Object.fromEntries(moved.map((name) => [`:${name}`, earlier(name)])),
      },
    }),
  );
}
