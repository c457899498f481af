import { TerminateInstancesCommand, StopInstancesCommand, StartInstancesCommand } from '@aws-sdk/client-ec2';
import type { Instance } from '@cloudapp/contracts/instance';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { counter, gauge } from '@cloudapp/data/counters';
import { passing } from '@cloudapp/machines/domain/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../functions/analyse-provisioning/analyse.ts';
import { reconcile } from '../../functions/reconcile-instances/reconcile.ts';
import { launchInput } from '../ec2/testing/test-endpoint.ts';
import { until } from '../testing/until.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

let cloud: TestCloud;
let service: TestProvisioning;
let person: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  service = await startTestProvisioning(cloud);
  person = await service.givenPerson(50);
});
afterAll(async () => {
  await service.stop();
  await cloud.close();
});

const run = async () =>
  await reconcile({
    machines: service.machines(),
    clock: service.clock,
    stopAt: new Date(service.clock().getTime() + 20_000),
  });

async function given(state: string, changes: object = {}): Promise<Instance & { ec2InstanceId: string }> {
  const { id } = (await (await service.launch(person, undefined, changes)).json()) as Instance;
  const machine = await inState(id, state);
  return { ...machine, ec2InstanceId: (await recordOf(id))?.ec2InstanceId ?? '' };
}

const inState = async (id: string, state: string) =>
  await until(
    () => service.read(person, id),
    (machine) => machine.state === state,
  );

async function recordOf(id: string) {
  const record = await service.machines().instances.get(id);
  return record && { ...passing(record), dueAt: record.dueAt };
}

/** Moves time on to when the machine is looked at next, reconciles, and waits for what follows from that. */
async function reconciledTo(id: string, state: string): Promise<Instance> {
  service.moveTo((await recordOf(id))?.dueAt);
  await run();
  return await inState(id, state);
}

/** Reconciles without waiting for when the machine would be looked at by itself, and waits for what follows from that. */
async function reconciledNow(id: string, state: string): Promise<Instance> {
  await run();
  return await inState(id, state);
}

const atEc2 = async (ec2InstanceId: string, power: string) =>
  await until(
    () => service.machines().ec2.observe(ec2InstanceId),
    (observed) => observed.power === power,
  );

describe('reconciling', () => {
  it('fails a machine that never reports, in plain words', async () => {
    cloud.ec2.endpoint.faults.add({ kind: 'silent-machine', times: 1 });
    const { id } = await given('launching');
    service.moveTo((await recordOf(id))?.deadlineAt);

    const failed = await reconciledTo(id, 'failed');

    expect(failed.failure).toMatchObject({ code: 'never-reported' });
    expect(failed.failure?.message).toMatch(/never reported/);
  });

  it('follows what happens at EC2 outside CloudApp', async () => {
    const { id, ec2InstanceId } = await given('ready');

    await cloud.ec2.client.send(new StopInstancesCommand({ InstanceIds: [ec2InstanceId] }));
    await atEc2(ec2InstanceId, 'stopped');
    expect((await reconciledNow(id, 'stopped')).leaseEndsAt).toBeUndefined();
    await cloud.ec2.client.send(new StartInstancesCommand({ InstanceIds: [ec2InstanceId] }));
    await atEc2(ec2InstanceId, 'running');
    await reconciledNow(id, 'ready');
    await cloud.ec2.client.send(new TerminateInstancesCommand({ InstanceIds: [ec2InstanceId] }));
    await atEc2(ec2InstanceId, 'terminated');
    const ended = await reconciledNow(id, 'terminated');

    expect(ended.failure).toMatchObject({ code: 'ended-outside' });
  });

  it('stops a machine whose time is over, and books what it has cost', async () => {
    const { id, leaseEndsAt } = await given('ready', { durationHours: 1 });
    service.moveTo(leaseEndsAt);

    const stopped = await reconciledTo(id, 'stopped');

    expect(stopped.cost.soFar).toBeGreaterThanOrEqual(0.0204);
    expect(stopped.cost.soFar).toBeLessThan(0.0204 * 1.5);
  });

  it('may run many times at once', async () => {
    const { id, ec2InstanceId } = await given('ready');
    await service.request(person, 'POST', `/instances/${id}/stop`);
    await atEc2(ec2InstanceId, 'stopped');
    service.moveTo((await recordOf(id))?.dueAt);

    await Promise.all(Array.from({ length: 5 }, run));
    await inState(id, 'stopped');

    const { items } = await service.machines().instances.listActivity(id, { limit: 100 });
    expect(items.filter(({ text }) => text === 'Stopped')).toHaveLength(1);
  });

  it('finds an instance with our tags and without a machine, once, and never touches it', async () => {
    const input = launchInput('not-ours');
    const tags = [{ Key: 'cloudapp:environment', Value: cloud.tables.prefix }];
    const { RunInstancesCommand } = await import('@aws-sdk/client-ec2');
    const answer = await cloud.ec2.client.send(
      new RunInstancesCommand({ ...input, TagSpecifications: [{ ResourceType: 'instance', Tags: tags }] }),
    );
    const ec2InstanceId = answer.Instances?.[0]?.InstanceId ?? '';

    await run();
    await run();

    const { strays, audit, ec2 } = service.machines();
    const straysCounted = async () => (await (await countedStatistics(cloud.tables.database)).gauges())[gauge.strays];
    expect(await strays.list()).toMatchObject([{ ec2InstanceId }]);
    expect(await straysCounted()).toBe(1);
    expect((await audit.listOf('by-subject', ec2InstanceId, { limit: 10 })).items).toHaveLength(1);
    expect(await ec2.observe(ec2InstanceId)).not.toMatchObject({ power: 'terminated' });
    await cloud.ec2.client.send(new TerminateInstancesCommand({ InstanceIds: [ec2InstanceId] }));
    await run();
    expect(await strays.list()).toEqual([]);
    expect(await straysCounted()).toBe(0);
  });
});

describe('analysing', () => {
  it('counts each record once, however often it is told of it', async () => {
    await given('ready');
    const records = await cloud.records();
    const event = {
      Records: records.map(({ key }) => ({
        s3: { bucket: { name: cloud.environment.RECORDS_BUCKET }, object: { key: encodeURIComponent(key) } },
      })),
    };
    const { statistics, statisticsEvents } = service.machines();
    const parts = {
      statistics,
      statisticsEvents,
      database: cloud.tables.database,
      bucket: cloud.environment.RECORDS_BUCKET,
      read: async (key: string) => Promise.resolve(records.find((record) => record.key === key)?.text ?? ''),
      now: new Date(),
    };

    const first = await analyse(event, parts);
    const second = await analyse(event, parts);

    expect(first).toEqual({ counted: records.length, known: 0 });
    expect(second).toEqual({ counted: 0, known: records.length });
    const days = new Set(records.map(({ text }) => /"requestedAt": "([\d-]+)T/.exec(text)?.[1] ?? ''));
    const counted = await (await countedStatistics(cloud.tables.database)).read([...days].map((day) => `day#${day}`));
    const launches = [...counted.values()].map((counters) => counters[counter.launches('tiny')] ?? 0);
    expect(launches.reduce((sum, count) => sum + count, 0)).toBe(records.length);
  });
});
