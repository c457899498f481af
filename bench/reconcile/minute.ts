/** One minute of the reconciler in a process of its own; tells its parent how it went. */
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
import { reconcile, type ReconcileResult } from '../../functions/reconcile-instances/reconcile.ts';
import { fleetAtEc2 } from '../../local/provisioning/testing/strict-fleet.ts';
import { prefix } from './prefix.ts';

/** How a minute went. */
export interface Told extends ReconcileResult {
  readonly seconds: number;
  readonly restingMegabytes: number;
  readonly mostMegabytes: number;
}

/** The most memory that this process had so far, in MB; libuv tells it in KiB. */
const mostMegabytes = () => (process.resourceUsage().maxRSS * 1024) / 1_000_000;

const count = Number(process.argv[2]);
// Time goes on from when the machines were stored.
const storedAt = Date.parse(process.argv[3] ?? '');
const begun = performance.now();
const clock = () => new Date(storedAt + performance.now() - begun);
const machines = assembleMachines(openDatabase(prefix, {}), {
  ec2: stub<Ec2>('ec2', { listOwn: async () => Promise.resolve(fleetAtEc2(count)) }),
  sealer: stub<Sealer>('sealer'),
  records: stub<RecordStore>('records'),
  announcements: stub<Announcements>('announcements'),
  probe: stub<LoginProbe>('probe'),
  calendars: stub<CalendarSource>('calendars'),
  log: stub<Log>('log', {
    warn: (details, message) => {
      console.error(message, details);
    },
  }),
  clock,
});
const restingMegabytes = mostMegabytes();
const startedAt = performance.now();
const result = await reconcile({ machines, clock, stopAt: new Date(storedAt + 600_000) });
const seconds = (performance.now() - startedAt) / 1000;
const told: Told = { ...result, seconds, restingMegabytes, mostMegabytes: mostMegabytes() };
process.send?.(told, () => {
  process.exit();
});
