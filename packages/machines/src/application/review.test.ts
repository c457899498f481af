import { step, transact } from '@cloudapp/data/transaction';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
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

const ec2InstanceId = 'i-0123456789abcdef0';
const there: Observed = { power: 'running', address: '192.0.2.1', privateAddress: '10.41.32.7' };

function knowing(observed: Observed | undefined, known: Partial<Knowledge> = {}): Knowledge {
  const observations = new Map(observed ? [[ec2InstanceId, observed]] : []);
  return { observations, askedAt: sampleNow, orders: new Map(), keptDays: undefined, ...known };
}

const due = { attention: 'settled', dueAt: at(-1) } as const;

describe('a machine at rest', () => {
  it('is booked once an hour by one write, without a claim, and asks nobody', async () => {
    const record = await machines.given(
      sampleRecord('ready', { ...due, billedSince: at(-3600), leaseEndsAt: at(9000) }),
    );
    const { review, warnings } = machines.worker();

    const written = await review.workOnDue(10, knowing(there));

    expect(written).toBe(1);
    expect(warnings).toEqual([]);
    expect(await machines.read(record.instanceId)).toMatchObject({
      version: record.version + 1,
      costMicros: 27_800,
      billedSince: at(0),
      dueAt: at(3600),
    });
    expect(await review.workOnDue(10, knowing(there))).toBe(0);
  });

  it('is not written by a look at which nothing is to be done', async () => {
    const record = await machines.given(sampleRecord('ready', { attention: 'settled', dueAt: at(100) }));

    const written = await machines.worker().review.work([record.instanceId], knowing(there));

    expect(written).toBe(0);
    expect(await machines.read(record.instanceId)).toEqual(record);
  });

  it('that is due too early is put off until there is something to book', async () => {
    const record = await machines.given(sampleRecord('stopped', { ...due, billedSince: at(-60) }));

    await machines.worker().review.workOnDue(10, knowing({ power: 'stopped' }));

    expect(await machines.read(record.instanceId)).toMatchObject({ dueAt: at(3540), costMicros: 0 });
  });

  it('that EC2 has stopped is so here, without asking again', async () => {
    const { instanceId } = await machines.given(sampleRecord('ready', { attention: 'settled', dueAt: at(100) }));

    const written = await machines.worker().review.work([instanceId], knowing({ power: 'stopped' }));

    expect(written).toBe(1);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped' });
  });

  it.each([
    ['that came into its state after EC2 was asked', { stateChangedAt: at(0) }, { power: 'stopped' }],
    ['that EC2 did not show', {}, undefined],
  ] as const)('%s is asked for again', async (_, change, listed) => {
    const { instanceId } = await machines.given(
      sampleRecord('ready', { attention: 'settled', dueAt: at(100), ...change }),
    );
    const observe = vi.fn(async () => Promise.resolve(there));

    await machines.worker({ ec2: { observe } }).review.work([instanceId], knowing(listed));

    expect(observe).toHaveBeenCalledWith(ec2InstanceId);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready' });
  });

  it('is elsewhere as soon as EC2 says so', async () => {
    const { instanceId } = await machines.given(sampleRecord('ready', { attention: 'settled', dueAt: at(100) }));

    await machines.worker().review.work([instanceId], knowing({ ...there, address: '192.0.2.9' }));

    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready', address: '192.0.2.9' });
  });

  it('is stopped by an order that is still there when the keeper looks, and by no other', async () => {
    const { instanceId, owner } = await machines.given(sampleRecord('ready', { attention: 'settled', dueAt: at(100) }));
    const order = { at: at(-30), by: { id: `usr_${'1'.repeat(26)}`, name: 'Grace' }, stopsMachines: true };
    const orders = new Map([[owner.id, order]]);
    const stop = vi.fn(async () => Promise.resolve());
    const { review, owners } = machines.worker({ ec2: { stop } });

    await review.work([instanceId], knowing(there, { orders }));
    const withdrawn = (await machines.read(instanceId)).state;
    const account = {
      role: 'user',
      mustChangePassword: false,
      sessionEpoch: 2,
      version: 2,
      createdAt: at(-900),
    } as const;
    const disabled = { ...owner, ...account, status: 'disabled', disabling: order } as const;
    await transact(machines.tables.database, [step(owners.putItem(disabled), 'known')], () => undefined);
    machines.passTime(30);
    await review.work([instanceId], knowing(there, { orders }));

    expect(withdrawn).toBe('ready');
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopping' });
    expect(stop).toHaveBeenCalledOnce();
  });

  it('that cannot be read is named, and keeps no other waiting', async () => {
    const [broken, whole] = [
      await machines.given(sampleRecord('ready', { attention: 'settled', dueAt: at(100) })),
      await machines.given(sampleRecord('ready', { attention: 'settled', dueAt: at(100) })),
    ];
    const { review, instances, warnings } = machines.worker();
    const spoilt = { ...broken, version: broken.version + 1, address: 5 as never };
    await transact(machines.tables.database, [step(instances.replaceItem(spoilt), 'overtaken')], () => undefined);

    await review.work([broken.instanceId, whole.instanceId], knowing({ power: 'stopped' }));

    expect(await machines.read(whole.instanceId)).toMatchObject({ state: 'stopped' });
    expect(warnings).toMatchObject([{ instanceId: broken.instanceId, err: { code: 'stored-item-invalid' } }]);
  });
});
