import { gauge } from '@cloudapp/data/counters';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { reconcile } from '../../functions/reconcile-instances/reconcile.ts';
import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

let cloud: TestCloud;
let service: TestProvisioning;
let person: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  service = await startTestProvisioning(cloud);
  person = await service.givenPerson(100);
});
afterAll(async () => {
  await service.stop();
  await cloud.close();
});

/** Longer than a claim is held, so that what the dead process had in hand is free. */
const claimEndsSeconds = 25;

/** What a launch leaves behind, by the name of the call. */
const kindsOfEffects = ['UpdateItem', 'TransactWriteItems', 'RunInstances', 'PutObject', 'Publish'];

/** Launches, and ends the service after its last effect; answers whether it came to that before all was done. */
async function launchAndCrash(key: string, last: number | string): Promise<boolean> {
  const cut = cloud.proxy.arm(last).then(() => 'cut' as const);
  const launch = service.launch(person, key).catch(() => undefined);
  const whole = launch.then(async (response) => {
    if (!response?.ok) return await new Promise<never>(() => undefined);
    const { id } = (await response.json()) as Instance;
    await untilSettled(id);
    return 'whole' as const;
  });
  const outcome = await Promise.race([cut, whole.catch(() => 'cut' as const)]);
  if (outcome === 'cut') {
    // With every connection ended, the rest of the process has no effect any more: it is as dead as after kill -9.
    await service.stop();
    cloud.proxy.disarm();
    service.passTime(claimEndsSeconds);
    await service.restart();
  }
  cloud.proxy.disarm();
  return outcome === 'cut';
}

/** Ready or failed, told to the world, and in nobody's hands. */
async function untilSettled(id: string) {
  return await until(
    async () => await service.machines().instances.get(id),
    (record) => record?.announcedAt !== undefined && ['ready', 'failed'].includes(record.state) && isAtRest(record),
  );
}

/** Put off for longer than a claim is held, from its last change on. */
function isAtRest({ dueAt = '', stateChangedAt, announcedAt = '' }: InstanceRecord): boolean {
  const lastChange = Math.max(Date.parse(stateChangedAt), Date.parse(announcedAt));
  return Date.parse(dueAt) - lastChange > 30_000;
}

async function finish(key: string): Promise<Instance> {
  // The person's browser has had no answer, and asks again with the same key.
  const response = await until(
    async () => service.launch(person, key).catch(() => undefined),
    (answer) => answer?.status === 201,
  );
  const { id } = (await response?.json()) as Instance;
  const machines = service.machines();
  await reconcile({ machines, clock: service.clock, stopAt: new Date(service.clock().getTime() + 10_000) });
  await untilSettled(id);
  return await service.read(person, id);
}

it('ends every launch once, wherever it is cut off', async () => {
  const ids: string[] = [];
  const cutAfter = new Set<string>();
  const cutAfterAnnouncing = new Set<string>();
  const liveUpTo = async (last: number | string): Promise<boolean> => {
    const key = `launch-cut-after-${last}`;
    const wasCut = await launchAndCrash(key, last);
    const passed = [...cloud.proxy.passed];
    if (wasCut) cutAfter.add(passed.at(-1) ?? '');
    const machine = await finish(key);
    if (wasCut && passed.includes('Publish')) cutAfterAnnouncing.add(machine.id);

    expect([last, machine.state, machine.failure]).toEqual([last, 'ready', undefined]);
    ids.push(machine.id);
    return wasCut;
  };

  for (let effects = 1; await liveUpTo(effects); effects++) expect(effects).toBeLessThan(60);
  // The machine's reports come in between in another order each time, so that counting alone may step over a kind.
  for (const kind of kindsOfEffects.filter((name) => !cutAfter.has(name))) await liveUpTo(kind);

  expect(cutAfter).toEqual(new Set(kindsOfEffects));
  await checkBooks(ids, cutAfterAnnouncing);
});

async function checkBooks(ids: readonly string[], cutAfterAnnouncing: ReadonlySet<string>): Promise<void> {
  const { ec2, audit } = service.machines();
  const own = await ec2.listOwn();
  expect(own.map(({ instanceId }) => instanceId).sort()).toEqual([...ids].sort());
  const records = await cloud.records();
  expect(records.map(({ key }) => key.split('/').at(-1)).sort()).toEqual(ids.map((id) => `${id}.json`).sort());
  const announced = await cloud.announced();
  for (const id of ids) {
    // Cut off between SNS's answer and our note of it, a launch is announced twice; no other is.
    const times = announced.filter((text) => text.includes(id)).length;
    expect(times).toBeGreaterThanOrEqual(1);
    expect(times).toBeLessThanOrEqual(cutAfterAnnouncing.has(id) ? 2 : 1);
    const { items } = await audit.listOf('by-subject', id, { limit: 100 });
    expect(items.map(({ action }) => action).sort()).toEqual(['machine-ready', 'machine-requested']);
  }
  expect(await service.to.quotas.get(person.user.id)).toMatchObject({ used: ids.length });
  const gauges = await (await countedStatistics(cloud.tables.database)).gauges();
  expect(gauges[gauge.machinesInState('ready')]).toBe(ids.length);
  expect(gauges[gauge.machinesOfBlueprint('tiny')]).toBe(ids.length);
  expect(Object.entries(gauges).filter(([name, value]) => name.startsWith('state#') && value !== 0)).toHaveLength(1);
}
