import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Observed } from '../domain/observed.ts';
import { at, sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import { saying } from '../testing/usage.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

const observing = (observed: Observed) => async () => Promise.resolve(observed);

describe('a machine that ends', () => {
  const given = async (state: 'ready' | 'terminating') => {
    const record = await machines.given(sampleRecord(state, { ranMs: 7_200_000, billedSince: at(0) }));
    await machines.worker().usage.add(record.instanceId, [...saying(90, 31), ...saying(30, 1, { jobs: 1 })]);
    return record;
  };

  it.each(['ready', 'terminating'] as const)('as one that was %s leaves a receipt of what it did', async (state) => {
    const { instanceId } = await given(state);

    await machines.worker({ ec2: { observe: observing({ power: 'terminated' }) } }).keeper.work(instanceId);

    expect(await machines.lines(instanceId)).toEqual([
      expect.stringMatching(/It ran for 2 h and cost \$0\.00: used 30 min, idle 1 h, not known 30 min$/),
    ]);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'terminated', use: { idleMinutes: 60 } });
  });

  it('ends all the same where that cannot be read', async () => {
    const { instanceId } = await given('terminating');
    const worker = machines.worker({ ec2: { observe: observing({ power: 'terminated' }) } });
    vi.spyOn(worker.usage, 'of').mockRejectedValue(new Error('broken'));

    await worker.keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'terminated' });
    expect(await machines.lines(instanceId)).toEqual([expect.stringMatching(/; whether it was used is not known$/)]);
    expect(worker.warnings).toMatchObject([{ instanceId }]);
  });
});
