import { gauge } from '@cloudapp/data/counters';
import { newId } from '@cloudapp/data/ids';
import { step, transact } from '@cloudapp/data/transaction';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import type { TaggedInstance } from './ports.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

const straysCounted = async () => (await (await machines.statistics()).gauges())[gauge.strays];

const none = new Map();
const byId = (instances: readonly TaggedInstance[]) => new Map(instances.map((one) => [one.ec2InstanceId, one]));

const tagged = (ec2InstanceId: string, instanceId = '', power: TaggedInstance['power'] = 'running') => ({
  ec2InstanceId,
  instanceId,
  power,
});

it('reports an instance without a machine once, leaves it alone, and forgets it when it is gone', async () => {
  const { sweep, strays, audit } = machines.worker();
  const unknown = `mch_${'9'.repeat(26)}`;
  const all = [tagged('i-untagged'), tagged('i-unknown', unknown)];

  await sweep.run(byId(all), none, machines.clock());
  await sweep.run(byId(all), none, machines.clock());

  expect((await strays.list()).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual(['i-unknown', 'i-untagged']);
  expect(await straysCounted()).toBe(2);
  const { items } = await audit.listOf('by-subject', 'i-unknown', { limit: 10 });
  expect(items).toMatchObject([{ action: 'stray-found' }]);
  await sweep.run(byId([tagged('i-untagged'), tagged('i-unknown', unknown, 'shutting-down')]), none, machines.clock());
  await sweep.run(none, none, machines.clock());
  expect(await strays.list()).toEqual([]);
  expect(await straysCounted()).toBe(0);
});

it('counts a stray once that two runs see first at the same time', async () => {
  const worker = () => machines.worker().sweep.run(byId([tagged('i-both')]), none, machines.clock());

  await Promise.all([worker(), worker()]);

  const { sweep } = machines.worker();
  expect(await straysCounted()).toBe(1);
  await sweep.run(none, none, machines.clock());
});

const unanswered = sampleRecord('failed', {
  ec2InstanceId: undefined,
  lastLaunchAt: undefined,
  billedSince: undefined,
});

it.each([
  ['whose machine has ended', sampleRecord('terminated'), 'i-late', true],
  ['whose machine failed before EC2 answered', unanswered, 'i-late', true],
  ['whose machine failed later', sampleRecord('failed'), 'i-0123456789abcdef0', false],
  ['that its machine has a second time', sampleRecord('ready'), 'i-second', true],
  ['of a machine', sampleRecord('ready'), 'i-0123456789abcdef0', false],
  ['whose launch was not answered yet', sampleRecord('requested'), 'i-coming', false],
])('an instance %s', async (_, record, ec2InstanceId, isEnded) => {
  const { instanceId } = await machines.given(record);
  const terminate = vi.fn(async () => Promise.resolve());
  const { sweep, strays } = machines.worker({ ec2: { terminate } });

  await sweep.run(byId([tagged(ec2InstanceId, instanceId)]), none, machines.clock());

  expect(terminate.mock.calls).toEqual(isEnded ? [[ec2InstanceId]] : []);
  expect(await strays.list()).toEqual([]);
});

it('names the machines that EC2 has otherwise, and passes over one that cannot be read', async () => {
  const { sweep, instances, strays, warnings } = machines.worker();
  const given = async () =>
    await machines.given(sampleRecord('ready', { ec2InstanceId: `i-${newId('evt', new Date())}` }));
  const [fine, stopped, gone, ordered, broken] = [
    await given(),
    await given(),
    await given(),
    await given(),
    await given(),
  ];
  const spoilt = { ...broken, version: broken.version + 1, address: 5 as never };
  await transact(machines.tables.database, [step(instances.replaceItem(spoilt), 'overtaken')], () => undefined);
  const shown = [fine, stopped, ordered, broken].map((record) => ({
    ...tagged(record.ec2InstanceId, record.instanceId, record === stopped ? 'stopped' : 'running'),
    address: record.address,
    privateAddress: record.privateAddress,
  }));
  const orders = new Map([[ordered.owner.id, { at: '', by: { name: 'Grace' } }]]);

  const suspects = await sweep.run(byId(shown), orders, machines.clock());

  const named = [fine, stopped, gone, ordered, broken].filter(({ instanceId }) => suspects.includes(instanceId));
  expect(named).toEqual([stopped, gone, ordered]);
  const warning = { instanceId: broken.instanceId, err: { code: 'stored-item-invalid' } };
  expect(warnings).toMatchObject([warning, warning]);
  expect(await strays.list()).toEqual([]);
});
