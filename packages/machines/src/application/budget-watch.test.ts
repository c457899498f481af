import { step, transact } from '@cloudapp/data/transaction';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Observed } from '../domain/observed.ts';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import type { Knowledge } from './review.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());
// What one test leaves is due for nobody in the next.
beforeEach(() => {
  machines.passTime(-Math.round((machines.clock().getTime() - sampleNow.getTime()) / 1000));
});

const running: Observed = { power: 'running', address: '192.0.2.1', privateAddress: '10.41.32.7' };
const limit = 10_000_000;

/** A machine that runs, of somebody who has spent so much of their budget of $10. */
async function givenSpent(spent: number, isExempt = false) {
  const record = await machines.given(
    sampleRecord('ready', { attention: 'settled', dueAt: at(-1), billedSince: at(-3600), leaseEndsAt: at(90_000) }),
  );
  const post = machines.quotas.postItem(record.owner.id, { changes: { '2026-03': { spent, planned: spent } } });
  await transact(machines.tables.database, [step(post, 'refused')], (reason) => {
    throw new Error(reason);
  });
  await machines.setBudgets({ people: { [record.owner.id]: { monthly: limit, isExempt } } });
  const { review, keeper, audit, warnings } = machines.worker({
    ec2: { observe: async () => Promise.resolve(running), stop: async () => Promise.resolve() },
  });
  const knowledge = (): Knowledge => ({
    observations: new Map([['i-0123456789abcdef0', running]]),
    askedAt: machines.clock(),
    orders: new Map(),
    keptDays: undefined,
  });
  /** What the reconciler does once a minute. */
  const minute = () => review.work([record.instanceId], knowledge());
  const told = async (id: string, action: string) =>
    (await audit.listOf('by-subject', id, { limit: 20 })).items.filter((event) => event.action === action);
  return {
    minute,
    keeper,
    warnings,
    reached: async () => (await told(record.owner.id, 'budget-reached')).map(({ detail }) => detail?.slice(0, 5)),
    warned: async () => (await told(record.instanceId, 'machine-stop-warned')).length,
    stored: () => machines.read(record.instanceId),
  };
}

describe('a budget that is being spent', () => {
  it('is told of at 50, 80 and 100 per cent, once each, however many look', async () => {
    const { minute, keeper, reached, stored, warnings } = await givenSpent(limit * 0.799);

    await minute();
    expect(await reached()).toEqual(['80 % ']);
    machines.passTime(3600);
    const { instanceId } = await stored();
    await Promise.all([minute(), minute(), keeper.work(instanceId)]);

    expect(await reached()).toEqual(['80 % ']);
    expect(warnings).toEqual([]);
  });

  it('stops a machine a quarter of an hour after its owner was told, which they are once', async () => {
    const { minute, reached, warned, stored } = await givenSpent(limit);

    await minute();
    await minute();
    expect(await warned()).toBe(1);
    expect(await reached()).toEqual(['100 %']);
    machines.passTime(899);
    await minute();
    expect((await stored()).state).toBe('ready');
    machines.passTime(1);
    await minute();

    expect(await stored()).toMatchObject({ state: 'stopping', stopCause: { rule: 'budget' } });
    expect(await warned()).toBe(1);
  });

  it('stops nobody who is exempt, and tells them all the same', async () => {
    const { minute, reached, warned, stored } = await givenSpent(limit, true);

    await minute();
    machines.passTime(3600);
    await minute();

    expect([await warned(), await reached(), (await stored()).state]).toEqual([0, ['100 %'], 'ready']);
  });
});
