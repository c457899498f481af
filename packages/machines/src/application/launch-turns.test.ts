import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { limits } from '../domain/limits.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

const requested = async () => await machines.given(sampleRecord('requested', { launchAttempts: 0 }));

it('a launch waits for its turn when EC2 has as many as it takes at once, and is sent in it', async () => {
  const launch = vi.fn(async () => Promise.resolve({ ec2InstanceId: 'i-1', power: 'pending' } as const));
  const { keeper } = machines.worker({ ec2: { launch }, pace: { burst: 1, perSecond: 2 } });
  const [first, second, third] = [await requested(), await requested(), await requested()];

  for (const { instanceId } of [first, second, third]) await keeper.work(instanceId);

  expect(launch).toHaveBeenCalledTimes(1);
  const launchAt = machines.clock().getTime() + 1000;
  expect(await machines.read(third.instanceId)).toMatchObject({
    state: 'requested',
    launchAttempts: 0,
    launchAt: new Date(launchAt).toISOString(),
    dueAt: new Date(launchAt).toISOString(),
    deadlineAt: new Date(launchAt + limits.launchMs).toISOString(),
  });
  expect(await machines.lines(third.instanceId)).toEqual([expect.stringContaining('Waiting for its turn')]);

  // Whoever looks too early changes nothing, and nobody waits twice.
  await keeper.work(third.instanceId);
  expect(launch).toHaveBeenCalledTimes(1);
  machines.passTime(1);
  await keeper.work(third.instanceId);

  expect(launch).toHaveBeenCalledTimes(2);
  expect(await machines.lines(third.instanceId)).toHaveLength(2);
});
