import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { auditItem } from '@cloudapp/data/audit-item';
import type { Database } from '@cloudapp/data/database';
import { addCounters, type Counters } from '@cloudapp/data/counters';
import { countersItem } from '@cloudapp/data/counters-item';
import { instanceItem } from '@cloudapp/data/instance-record';
import { quotaItem } from '@cloudapp/data/quota-item';
import type { TablePart } from '@cloudapp/data/tables';

/** Everything that the product has stored, as the checker looks at it. */
export async function readStored(database: Database) {
  const instances = await all(database, 'instances');
  const statistics = await all(database, 'statistics');
  return {
    machines: instances.filter(({ sk }) => sk === 'instance').map(instanceItem.parse),
    strays: instances.filter(({ instanceId }) => instanceId === '#strays').length,
    quotas: new Map((await all(database, 'quotas')).map((item) => [String(item['userId']), quotaItem.parse(item)])),
    answers: (await all(database, 'idempotency')).map(({ answer }) => (answer as { id: string }).id),
    audit: (await all(database, 'audit')).map(auditItem.parse),
    uncounted: (await all(database, 'statistics-events')).length,
    gauges: sumOf(statistics, 'gauge#'),
    days: sumOf(statistics, 'day#'),
  };
}

export type Stored = Awaited<ReturnType<typeof readStored>>;

type Item = Readonly<Record<string, unknown>>;

function sumOf(statistics: readonly Item[], prefix: string): Counters {
  const counted = statistics.filter(({ pk }) => String(pk).startsWith(prefix)).map((item) => countersItem.parse(item));
  return counted.reduce<Counters>((sum, counters) => addCounters(sum, counters), {});
}

async function all({ client, table }: Database, part: TablePart): Promise<Item[]> {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table(part), ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}
