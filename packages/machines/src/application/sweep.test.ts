import { gauge } from '@cloudapp/data/counters';
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

const tagged = (ec2InstanceId: string, instanceId = '', power: TaggedInstance['power'] = 'running') => ({
  ec2InstanceId,
  instanceId,
  power,
});

it('reports an instance without a machine once, leaves it alone, and forgets it when it is gone', async () => {
  const { sweep, strays, audit } = machines.worker();
  const unknown = `mch_${'9'.repeat(26)}`;
  const all = [tagged('i-untagged'), tagged('i-unknown', unknown)];

  await sweep.run(all, machines.clock());
  await sweep.run(all, machines.clock());

  expect((await strays.list()).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual(['i-unknown', 'i-untagged']);
  expect(await straysCounted()).toBe(2);
  const { items } = await audit.listOf('by-subject', 'i-unknown', { limit: 10 });
  expect(items).toMatchObject([{ action: 'stray-found' }]);
  await sweep.run([tagged('i-untagged'), tagged('i-unknown', unknown, 'shutting-down')], machines.clock());
  await sweep.run([], machines.clock());
  expect(await strays.list()).toEqual([]);
  expect(await straysCounted()).toBe(0);
});

it('counts a stray once that two runs see first at the same time', async () => {
  const worker = () => machines.worker().sweep.run([tagged('i-both')], machines.clock());

  await Promise.all([worker(), worker()]);

  const { sweep } = machines.worker();
  expect(await straysCounted()).toBe(1);
  await sweep.run([], machines.clock());
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

  await sweep.run([tagged(ec2InstanceId, instanceId)], machines.clock());

  expect(terminate.mock.calls).toEqual(isEnded ? [[ec2InstanceId]] : []);
  expect(await strays.list()).toEqual([]);
});
