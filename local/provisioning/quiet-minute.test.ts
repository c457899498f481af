import { openDatabase } from '@cloudapp/data/database';
import { assembleMachines } from '@cloudapp/machines/composition';
import type {
  Announcements,
  CalendarSource,
  Ec2,
  Log,
  LoginProbe,
  RecordStore,
  Sealer,
} from '@cloudapp/machines/application/ports';
import { stub } from '@cloudapp/machines/testing/stub';
import { expect, it } from 'vitest';
import { reconcile } from '../../functions/reconcile-instances/reconcile.ts';
import { unitsOf } from '../strict-dynamodb/meter.ts';
import { inProcess } from '../strict-dynamodb/request-handler.ts';
import { StrictDynamoDb } from '../strict-dynamodb/strict-dynamodb.ts';
import { fleetAtEc2, storeFleet } from './testing/strict-fleet.ts';

const now = new Date('2026-11-01T12:30:00.000Z');

/** A minute of the reconciler in which nothing happens to any of so many machines, as DynamoDB counts it. */
async function quietMinute(count: number) {
  const strict = new StrictDynamoDb({ indexLagMilliseconds: 0, limits: 'none' });
  const database = openDatabase('quiet', inProcess(strict));
  await storeFleet(database, count, now, () => 600_000);
  const machines = assembleMachines(database, {
    ec2: stub<Ec2>('ec2', { listOwn: async () => Promise.resolve(fleetAtEc2(count)) }),
    sealer: stub<Sealer>('sealer'),
    records: stub<RecordStore>('records'),
    announcements: stub<Announcements>('announcements'),
    probe: stub<LoginProbe>('probe'),
    calendars: stub<CalendarSource>('calendars'),
    log: stub<Log>('log'),
    clock: () => now,
  });
  strict.meter.reset();
  const result = await reconcile({ machines, clock: () => now, stopAt: new Date(now.getTime() + 1) });
  const reading = strict.meter.read();
  return { result, requests: reading.requests, written: unitsOf(reading, 'write'), read: unitsOf(reading, 'read') };
}

it('a minute in which nothing happens costs pages and not machines, and writes nothing', async () => {
  const [few, many] = [await quietMinute(1000), await quietMinute(5000)];

  expect([few.result, many.result]).toEqual([
    { instances: 1000, machines: 0, isUnfinished: false },
    { instances: 5000, machines: 0, isUnfinished: false },
  ]);
  expect([few.written, many.written]).toEqual([0, 0]);
  // One page for each partition: of those on the move (5), of those due (17), of all (5), of orders and strays (1 each); and the rules.
  expect(few.requests).toEqual({ Query: 29, GetItem: 1 });
  // 1,250 machines of a partition have 0.6 MB.
  expect(many.requests).toEqual({ Query: 29, GetItem: 1 });
  // Half a unit for 4 KiB: some 0.4 KiB a machine.
  expect(many.read - few.read).toBeLessThan(4000 / 15);
});
