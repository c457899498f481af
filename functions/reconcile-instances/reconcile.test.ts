import type { Attention } from '@cloudapp/data/instance-record';
import type { TaggedInstance } from '@cloudapp/machines/application/ports';
import type { Knowledge } from '@cloudapp/machines/application/review';
import { describe, expect, it } from 'vitest';
import { reconcile } from './reconcile.ts';

const own: TaggedInstance[] = [{ ec2InstanceId: 'i-1', instanceId: 'mch_1', power: 'running' }];
const start = new Date('2026-03-01T12:00:00.000Z');
const inSeconds = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const rules = { keptDays: 14, longestHours: { user: 720, admin: 720 }, longestHoursOf: {}, version: 0 };
const orders = new Map([['usr_1', { at: '', by: { id: 'usr_2', name: 'Grace' }, stopsMachines: true }]]);

/** Machines of which so many are due, ten at a time, and so many are not as EC2 has them; each look takes ten seconds. */
function machinesWith(due: Record<Attention, number>, suspects: readonly string[] = []) {
  const calls: [Attention | 'suspects' | 'calendars', Knowledge | undefined][] = [];
  const swept: unknown[] = [];
  let now = start;
  const take = async (attention: Attention, limit: number) => {
    now = new Date(now.getTime() + 10_000);
    const taken = Math.min(limit, due[attention]);
    due[attention] -= taken;
    return Promise.resolve(taken);
  };
  const machines = {
    ec2: { listOwn: async () => Promise.resolve(own) },
    owners: { listStopOrders: async () => Promise.resolve(orders) },
    rules: { ofAll: async () => Promise.resolve(rules) },
    keeper: {
      workOnDue: async (limit: number) => {
        calls.push(['active', undefined]);
        return await take('active', limit);
      },
    },
    review: {
      workOnDue: async (limit: number, knowledge: Knowledge) => {
        calls.push(['settled', knowledge]);
        return await take('settled', Math.min(10, limit));
      },
      work: async (ids: readonly string[], knowledge: Knowledge) => {
        calls.push(['suspects', knowledge]);
        now = new Date(now.getTime() + 10_000);
        return Promise.resolve(ids.length);
      },
    },
    calendarRenewal: {
      run: async (hasTime: () => boolean) => {
        calls.push(['calendars', undefined]);
        return Promise.resolve(hasTime() ? 2 : 0);
      },
    },
    sweep: {
      run: async (...given: readonly unknown[]) => {
        swept.push(given);
        return Promise.resolve(suspects);
      },
    },
  };
  return { machines, calls, swept, clock: () => now };
}

describe('reconciling', () => {
  it('works off machines that change, then what is otherwise at EC2, then the others, then calendars', async () => {
    const { machines, calls, swept, clock } = machinesWith({ active: 13, settled: 4 }, ['mch_1', 'mch_2']);

    const result = await reconcile({ machines, clock, stopAt: inSeconds(600) });

    expect(result).toEqual({ instances: 1, machines: 21, isUnfinished: false });
    expect(calls.map(([whom]) => whom)).toEqual([
      'active',
      'active',
      'active',
      'suspects',
      'settled',
      'settled',
      'calendars',
    ]);
    expect(swept).toEqual([[new Map([['i-1', own[0]]]), orders, inSeconds(30)]]);
  });

  it('believes what EC2 said of all only for machines that rest, as of when it was asked', async () => {
    const { machines, calls, clock } = machinesWith({ active: 1, settled: 1 }, ['mch_1']);

    await reconcile({ machines, clock, stopAt: inSeconds(600) });

    const believed = calls.map(([whom, known]) => [whom, known?.observations.get('i-1')?.power, known?.askedAt]);
    expect(believed).toEqual([
      ['active', undefined, undefined],
      ['active', undefined, undefined],
      ['suspects', 'running', inSeconds(20)],
      ['settled', 'running', inSeconds(20)],
      ['settled', 'running', inSeconds(20)],
      ['calendars', undefined, undefined],
    ]);
    expect(calls.at(-2)?.[1]?.orders).toBe(orders);
    expect(calls.at(-2)?.[1]?.keptDays).toBe(14);
  });

  it('takes no further machines when its time is up, and says that it is unfinished', async () => {
    const { machines, calls, swept, clock } = machinesWith({ active: 100, settled: 100 }, ['mch_1']);

    const result = await reconcile({ machines, clock, stopAt: inSeconds(25) });

    expect(result).toEqual({ instances: 1, machines: 30, isUnfinished: true });
    expect(calls.map(([whom]) => whom)).toEqual(['active', 'active', 'active', 'calendars']);
    expect(swept).toHaveLength(1);
  });
});
