import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Observed } from '../domain/observed.ts';
import { powered } from '../domain/power-moves.ts';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import { StartError } from './start-error.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };

describe('a machine that EC2 does not start', () => {
  const refusing = (error: Error) => vi.fn(() => Promise.reject(error));
  const quota = new StartError('account-limit', 'VcpuLimitExceeded', undefined, '“Running” (L-1)');
  const observe = async (): Promise<Observed> => Promise.resolve({ power: 'stopped' });

  it('is stopped again at once, and is not asked for any more', async () => {
    const { instanceId } = await machines.given(sampleRecord('starting'));
    const start = refusing(quota);
    const worker = machines.worker({ ec2: { observe, start } });

    await worker.keeper.work(instanceId);
    await worker.keeper.work(instanceId);

    expect(start).toHaveBeenCalledOnce();
    const message = expect.stringContaining('its quota “Running” (L-1) is used up') as string;
    expect(await machines.read(instanceId)).toMatchObject({
      state: 'stopped',
      startRefusal: { code: 'account-limit', message },
    });
    expect(await machines.lines(instanceId)).toEqual([message]);
    expect(worker.warnings).toMatchObject([{ instanceId, ec2Code: 'VcpuLimitExceeded' }]);
  });

  it('is stopped again as soon as EC2 gives up the start that it took', async () => {
    const { instanceId } = await machines.given(sampleRecord('starting'));
    const start = vi.fn(() => Promise.resolve());
    const shown: Observed[] = [
      { power: 'stopped', reason: 'Client.UserInitiatedShutdown: User initiated shutdown' },
      { power: 'pending' },
      { power: 'stopped', reason: 'Server.InsufficientInstanceCapacity: Insufficient capacity' },
    ];
    for (const observed of shown) {
      await machines.worker({ ec2: { observe: async () => Promise.resolve(observed), start } }).keeper.work(instanceId);
    }

    expect(start).toHaveBeenCalledOnce();
    const message = expect.stringContaining('no free t3a.small machine') as string;
    expect(await machines.read(instanceId)).toMatchObject({
      state: 'stopped',
      startRefusal: { code: 'capacity', message },
    });
    expect(await machines.lines(instanceId)).toEqual([message]);
  });

  it('pays for its disk alone until EC2 takes the start', async () => {
    const { instanceId } = await machines.given(sampleRecord('starting', { billedSince: at(-3600) }));
    const start = async () => Promise.resolve();

    await machines.worker({ ec2: { observe, start } }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({
      costMicros: 2400,
      billedSince: at(0),
      startTaken: { at: at(0) },
    });
  });

  it('is asked for again when that may pass', async () => {
    const { instanceId } = await machines.given(sampleRecord('starting'));
    const start = refusing(new Error('Throttling'));

    await machines.worker({ ec2: { observe, start } }).keeper.work(instanceId);
    await machines.worker({ ec2: { observe, start } }).keeper.work(instanceId);

    expect(start).toHaveBeenCalledTimes(2);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'starting' });
  });

  it('ends all the same when it was told to while EC2 was asked', async () => {
    const { instanceId } = await machines.given(sampleRecord('starting'));
    const { writer } = machines.worker();
    const start = async () => {
      await writer.update(instanceId, sampleNow, (record) => powered('terminate', record, sampleNow, actor));
      throw quota;
    };

    await machines
      .worker({ ec2: { observe, start, terminate: async () => Promise.resolve() } })
      .keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'terminating' });
  });
});
