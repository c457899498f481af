import type { InstanceRecord, LaunchIntent } from '@cloudapp/data/instance-record';
import type { Pace } from '@cloudapp/data/launch-turn-repository';
import { newId } from '@cloudapp/data/ids';
import type { StoredBudgets } from '@cloudapp/data/setting-item';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { createTestTables } from '@cloudapp/data/testing/test-tables';
import { plainSteps, step, transact, type Step } from '@cloudapp/data/transaction';
import type {
  Announcements,
  CalendarSource,
  Ec2,
  HolidayCalendar,
  Log,
  LoginProbe,
  RecordStore,
  Sealer,
} from '../application/ports.ts';
import { assembleMachines, type Machines } from '../composition.ts';
import { stub } from './stub.ts';
import { sampleNow } from './sample-record.ts';

/** What a test gives of the world; the rest of it throws when it is used. */
export interface World {
  readonly ec2?: Partial<Ec2>;
  readonly probe?: LoginProbe;
  readonly holidays?: HolidayCalendar;
  readonly calendars?: CalendarSource;
  readonly records?: RecordStore;
  readonly announcements?: Announcements;
  /** @default nobody has to wait */
  readonly pace?: Pace;
}

const sealed = { wrappedKey: 'key', nonce: 'nonce', tag: 'tag', data: 'sealed bytes' };

export const sampleIntent: LaunchIntent = {
  imageId: 'ami-1',
  instanceType: 't3a.small',
  token: 'token-1',
  subnetId: 'subnet-1',
  otherSubnetIds: [],
  securityGroupId: 'sg-1',
  instanceProfile: 'machine',
  diskGib: 20,
  tags: { Name: 'Mine' },
  userData: sealed,
};

/** EC2 takes whatever is launched: how launches wait for their turn is tested by itself. */
const noWaiting = { burst: 1000, perSecond: 1000 };

export const openedUserData = Buffer.from('opened bytes');

/** Counts the first launch of an owner. */
const firstLaunch = {
  quota: undefined,
  takesPlace: true,
  max: 9,
  windowMs: 1000,
  now: sampleNow,
  posting: { changes: {} },
};

/** Tables of their own on the emulator, and workers that see the world of each test. */
export async function startTestMachines() {
  const tables = await createTestTables([
    'instances',
    'quotas',
    'statistics',
    'statistics-events',
    'audit',
    'users',
    'settings',
  ]);
  let now = sampleNow;
  const clock = () => now;

  /** One worker, as if in a process of its own. */
  const worker = (world: World = {}): Machines & { readonly warnings: readonly unknown[] } => {
    const warnings: unknown[] = [];
    const warn = (details: object) => void warnings.push(details);
    const machines = assembleMachines(tables.database, {
      ec2: stub<Ec2>('ec2', world.ec2),
      probe: world.probe ?? stub<LoginProbe>('probe'),
      holidays: world.holidays ?? stub<HolidayCalendar>('holidays'),
      calendars: world.calendars ?? stub<CalendarSource>('calendars'),
      records: world.records ?? stub<RecordStore>('records'),
      announcements: world.announcements ?? stub<Announcements>('announcements'),
      sealer: stub<Sealer>('sealer', { open: async () => Promise.resolve(openedUserData) }),
      clock,
      log: stub<Log>('log', { warn }),
      pace: world.pace ?? noWaiting,
    });
    return { ...machines, warnings };
  };

  const { instances, quotas } = worker();
  /** Stores a machine, under an id and of an owner of its own, and with an intent while it is only requested. */
  const given = async <Record extends InstanceRecord>(sample: Record): Promise<Record> => {
    const owner = { ...sample.owner, id: newId('usr', now) };
    const record = { ...sample, instanceId: newId('mch', now), owner };
    const intent = record.state === 'requested' ? [instances.intentItem(record.instanceId, sampleIntent)] : [];
    await write([step(quotas.putItem(owner.id, 3), 'known'), ...plainSteps(...intent)]);
    await write([
      step(instances.createItem(record), 'taken'),
      ...(record.holdsQuota ? [step(quotas.launchItem(owner.id, firstLaunch), 'full')] : []),
    ]);
    return record;
  };
  const write = async (steps: readonly Step<string>[]) => {
    await transact(tables.database, steps, (reason) => {
      throw new Error(reason);
    });
  };
  const read = async (instanceId: string): Promise<InstanceRecord> => {
    const record = await instances.get(instanceId);
    if (!record) throw new Error(`There is no machine ${instanceId}`);
    return record;
  };
  const lines = async (instanceId: string) =>
    (await instances.listActivity(instanceId, { limit: 100 })).items.map(({ text }) => text);
  const setBudgets = async (budgets: Omit<StoredBudgets, 'version'>) => {
    const settings = new SettingRepository(tables.database);
    await write([step(settings.budgetsItem(await settings.budgets(), budgets), 'overtaken')]);
  };
  return {
    setBudgets,
    tables,
    worker,
    given,
    read,
    lines,
    quotas,
    statistics: () => countedStatistics(tables.database),
    clock,
    passTime: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    stop: () => tables.remove(),
  };
}

export type TestMachines = Awaited<ReturnType<typeof startTestMachines>>;
