import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Database } from '@cloudapp/data/database';
import type { InstanceIn } from '@cloudapp/data/instance-record';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { tables, type TablePart } from '@cloudapp/data/tables';
import { createTableInput } from '@cloudapp/data/testing/test-tables';
import { plainSteps, transact } from '@cloudapp/data/transaction';
import type { TaggedInstance } from '@cloudapp/machines/application/ports';
import { schedule } from '@cloudapp/machines/domain/schedule';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';

export const parts = [
  'instances',
  'users',
  'quotas',
  'settings',
  'statistics-events',
  'audit',
] as const satisfies TablePart[];
const batch = 100;
const writers = 20;
const hourMs = 3_600_000;

const numbered = (index: number, length: number) => String(index).padStart(length, '0');

/** What EC2 says of a fleet of so many running machines. */
export function fleetAtEc2(count: number): TaggedInstance[] {
  return Array.from({ length: count }, (_, index) => ({
    ec2InstanceId: `i-${numbered(index, 17)}`,
    instanceId: `mch_${numbered(index, 26)}`,
    power: 'running',
    address: `203.0.113.${index % 250}`,
    privateAddress: `10.41.${Math.floor(index / 250) % 250}.${index % 250}`,
  }));
}

/**
 * Stores a fleet of running machines with nothing wrong about any.
 * @param bookedAgoMs how long ago what the machine of a number costs was booked
 */
export async function storeFleet(
  database: Database,
  count: number,
  now: Date,
  bookedAgoMs: (index: number) => number,
): Promise<void> {
  for (const part of parts) {
    await database.client.send(new CreateTableCommand(createTableInput(database.table(part), tables[part])));
  }
  const instances = new InstanceRepository(database);
  const machines = fleetAtEc2(count).map((instance, index) => machineOf(instance, index, now, bookedAgoMs(index)));
  const store = async () => {
    for (let some = machines.splice(0, batch); some.length > 0; some = machines.splice(0, batch)) {
      const puts = some.map((record) => ({
        Put: { ...instances.createItem(record).Put, ConditionExpression: undefined },
      }));
      await transact(database, plainSteps(...(puts as never[])), () => undefined);
    }
  };
  await Promise.all(Array.from({ length: writers }, store));
}

function machineOf(
  { instanceId, ec2InstanceId, address = '', privateAddress = '' }: TaggedInstance,
  index: number,
  now: Date,
  bookedAgoMs: number,
): InstanceIn<'ready'> {
  const sample = sampleRecord('ready');
  const record: InstanceIn<'ready'> = {
    ...sample,
    instanceId,
    owner: { ...sample.owner, id: `usr_${numbered(index % 5000, 26)}` },
    ec2InstanceId,
    address,
    privateAddress,
    stateChangedAt: new Date(now.getTime() - 8 * hourMs).toISOString(),
    billedSince: new Date(now.getTime() - bookedAgoMs).toISOString(),
    leaseEndsAt: new Date(now.getTime() + 24 * hourMs).toISOString(),
  };
  return { ...record, ...schedule(record, now) };
}
