import type { Attention } from '@cloudapp/data/instance-record';
import type { Observations } from '@cloudapp/machines/application/keeper';
import type { TaggedInstance } from '@cloudapp/machines/application/ports';
import { describe, expect, it } from 'vitest';
import { reconcile } from './reconcile.ts';

const own: TaggedInstance[] = [{ ec2InstanceId: 'i-1', instanceId: 'mch_1', power: 'running' }];
const start = new Date('2026-03-01T12:00:00.000Z');
const inSeconds = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** Machines of which so many are due, ten at a time; each look takes ten seconds. */
function machinesWith(due: Record<Attention, number>) {
  const calls: [Attention, Observations | undefined][] = [];
  const swept: (readonly TaggedInstance[])[] = [];
  let now = start;
  const machines = {
    ec2: { listOwn: async () => Promise.resolve(own) },
    keeper: {
      workOnDue: async (attention: Attention, limit: number, observations?: Observations) => {
        calls.push([attention, observations]);
        now = new Date(now.getTime() + 10_000);
        const taken = Math.min(limit, due[attention]);
        due[attention] -= taken;
        return Promise.resolve(taken);
      },
    },
    sweep: {
      run: async (instances: readonly TaggedInstance[]) => {
        swept.push(instances);
        return Promise.resolve();
      },
    },
  };
  return { machines, calls, swept, clock: () => now };
}

describe('reconciling', () => {
  it('works off machines that change, then the others, then looks for strays', async () => {
    const { machines, calls, swept, clock } = machinesWith({ active: 13, settled: 4 });

    const result = await reconcile({ machines, clock, stopAt: inSeconds(600) });

    expect(result).toEqual({ instances: 1, machines: 17, isUnfinished: false });
    expect(calls.map(([attention]) => attention)).toEqual(['active', 'active', 'active', 'settled', 'settled']);
    expect(swept).toEqual([own]);
  });

  it('believes what EC2 said of all only for machines that rest', async () => {
    const { machines, calls, clock } = machinesWith({ active: 1, settled: 1 });

    await reconcile({ machines, clock, stopAt: inSeconds(600) });

    const believed = calls.map(([attention, observations]) => [attention, observations?.get('i-1')?.power]);
    expect(new Map(believed as [string, unknown][])).toEqual(
      new Map([
        ['active', undefined],
        ['settled', 'running'],
      ]),
    );
  });

  it('takes no further machines when its time is up, and says that it is unfinished', async () => {
    const { machines, swept, clock } = machinesWith({ active: 100, settled: 100 });

    const result = await reconcile({ machines, clock, stopAt: inSeconds(25) });

    expect(result).toEqual({ instances: 1, machines: 30, isUnfinished: true });
    expect(swept).toHaveLength(1);
  });
});
