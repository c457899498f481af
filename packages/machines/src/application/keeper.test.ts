import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { step, transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import { UserRepository } from '@cloudapp/data/user-repository';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observed } from '../domain/observed.ts';
import { applyBootEvent } from '../domain/boot-events.ts';
import { extended, powered, stopped } from '../domain/power-moves.ts';
import { claimSeconds } from '../domain/schedule.ts';
import { at, sampleNow, sampleRecord, stepsDone } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());
// What one test leaves is due for nobody in the next.
beforeEach(() => {
  machines.passTime(-Math.round((machines.clock().getTime() - sampleNow.getTime()) / 1000));
});

const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };
const observing = (observed: Observed) => vi.fn(async () => Promise.resolve(observed));
const done = () => vi.fn(async () => Promise.resolve());
const proof = { checkedBoot: 1, hostKeys: ['ssh-ed25519 AAAA'], steps: stepsDone };

describe('a machine that is due', () => {
  const due = { attention: 'active', dueAt: at(-1) } as const;
  const given = async () => await machines.given(sampleRecord('stopping', due));

  it('is worked on by one of two workers who see it', async () => {
    const { instanceId } = await given();
    const observe = observing({ power: 'stopped' });
    const worker = () => machines.worker({ ec2: { observe } });

    const taken = await Promise.all([worker().keeper.workOnDue(10), worker().keeper.workOnDue(10)]);

    expect(taken.sort()).toEqual([0, 1]);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped' });
    expect(await machines.lines(instanceId)).toEqual(['Stopped']);
  });

  it('stays with a worker that died until its claim ends, and is another’s then', async () => {
    const { instanceId } = await given();
    const dead = machines.worker({ ec2: { observe: () => Promise.reject(new Error('cut off')) } });
    const alive = machines.worker({ ec2: { observe: observing({ power: 'stopped' }) } });

    await dead.keeper.workOnDue(10);
    const before = await alive.keeper.workOnDue(10);
    machines.passTime(claimSeconds + 1);
    const after = await alive.keeper.workOnDue(10);

    expect([before, after]).toEqual([0, 1]);
    expect(dead.warnings).toMatchObject([{ instanceId }]);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped' });
  });

  it('is given back when nothing is to do yet, to be looked at again soon', async () => {
    const { instanceId } = await given();
    const { keeper } = machines.worker({ ec2: { observe: observing({ power: 'stopping' }) } });

    await keeper.workOnDue(10);

    const { dueAt } = await machines.read(instanceId);
    expect(Date.parse(dueAt ?? '')).toBeLessThan(sampleNow.getTime() + claimSeconds * 1000);
    expect(Date.parse(dueAt ?? '')).toBeGreaterThan(sampleNow.getTime());
  });

  it('that cannot be read is named, and keeps no other waiting', async () => {
    const [broken, whole] = [await given(), await given()];
    const worker = machines.worker({ ec2: { observe: observing({ power: 'stopped' }) } });
    const spoilt = { ...broken, version: broken.version + 1, address: 5 as never };
    const steps = [step(worker.instances.replaceItem(spoilt), 'overtaken')];
    await transact(machines.tables.database, steps, () => undefined);

    await worker.keeper.workOnDue(10);

    expect(await machines.read(whole.instanceId)).toMatchObject({ state: 'stopped' });
    expect(worker.warnings).toMatchObject([{ instanceId: broken.instanceId, err: { code: 'stored-item-invalid' } }]);
  });
});

describe('the keeper', () => {
  it.each([
    ['stopping', 'running', 'stop'],
    ['starting', 'stopped', 'start'],
    ['rebooting', 'running', 'reboot'],
    ['terminating', 'running', 'terminate'],
  ] as const)('carries out what a machine that is %s waits for', async (state, power, command) => {
    const { instanceId } = await machines.given({
      ...sampleRecord(state),
      ...(state === 'rebooting' && { isRebootSent: false }),
    });
    const call = done();
    const { keeper } = machines.worker({ ec2: { observe: observing({ power }), [command]: call } });

    await keeper.work(instanceId);

    expect(call).toHaveBeenCalledExactlyOnceWith('i-0123456789abcdef0');
    expect(await machines.read(instanceId)).toMatchObject({ state });
  });

  it('reboots a machine once, however often it looks', async () => {
    const { instanceId } = await machines.given(sampleRecord('rebooting', { isRebootSent: false }));
    const reboot = done();
    const { keeper } = machines.worker({ ec2: { observe: observing({ power: 'running' }), reboot } });

    await keeper.work(instanceId);
    await keeper.work(instanceId);

    expect(reboot).toHaveBeenCalledOnce();
  });

  it('asks nobody for what EC2 has just said of all', async () => {
    const { instanceId, ec2InstanceId } = await machines.given(sampleRecord('ready'));
    const worker = machines.worker();

    await worker.keeper.work(instanceId, new Map([[ec2InstanceId, { power: 'stopped' }]]));

    expect(worker.warnings).toEqual([]);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped' });
  });

  it('stops no machine that was extended while EC2 was asked', async () => {
    const { instanceId } = await machines.given(sampleRecord('ready', { leaseEndsAt: at(-1) }));
    const { writer } = machines.worker();
    const observe = async (): Promise<Observed> => {
      await writer.update(instanceId, sampleNow, (record) =>
        record.state === 'ready' ? extended(record, sampleNow, 2, actor) : undefined,
      );
      return { power: 'running' };
    };

    await machines.worker({ ec2: { observe } }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready', leaseEndsAt: at(7200) });
  });

  it('ends machines though the record of a launch cannot be written', async () => {
    const { instanceId } = await machines.given(sampleRecord('terminating', { recordedAt: undefined }));
    const terminate = done();
    const records = { write: () => Promise.reject(new Error('no bucket')) };
    const worker = machines.worker({ ec2: { observe: observing({ power: 'running' }), terminate }, records });

    await worker.keeper.work(instanceId);

    expect(terminate).toHaveBeenCalledOnce();
    expect(worker.warnings).toMatchObject([{ instanceId }]);
  });

  it('looks no more at a machine that has ended', async () => {
    const { instanceId } = await machines.given(sampleRecord('terminated', { attention: 'settled', dueAt: at(-1) }));
    const worker = machines.worker();

    await worker.keeper.work(instanceId);

    expect(worker.warnings).toEqual([]);
  });
});

describe('a machine whose owner’s account is disabled', () => {
  const disabling = { at: at(-30), by: { id: actor.id, name: 'Grace' }, stopsMachines: true };
  const givenOwned = async (sample: InstanceRecord, change: Partial<StoredUser> = {}) => {
    const record = await machines.given(sample);
    const account = {
      role: 'user',
      mustChangePassword: false,
      sessionEpoch: 2,
      version: 2,
      createdAt: at(-900),
    } as const;
    const owner: StoredUser = { ...record.owner, ...account, status: 'disabled', disabling, ...change };
    const { database } = machines.tables;
    await transact(database, [step(new UserRepository(database).putItem(owner), 'known')], () => undefined);
    return record;
  };

  it('is stopped, by whichever worker looks, though the first one’s call is lost', async () => {
    const { instanceId } = await givenOwned(sampleRecord('ready'));
    const lost = vi.fn(() => Promise.reject(new Error('cut off')));
    const stop = done();
    const observe = observing({ power: 'running' });

    await machines.worker({ ec2: { observe, stop: lost } }).keeper.work(instanceId);
    await machines.worker({ ec2: { observe, stop } }).keeper.work(instanceId);
    machines.passTime(1);
    await machines.worker({ ec2: { observe: observing({ power: 'stopped' }) } }).keeper.work(instanceId);

    expect([lost.mock.calls.length, stop.mock.calls.length]).toEqual([1, 1]);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped' });
    expect(await machines.lines(instanceId)).toEqual(['Stopped', 'Grace disabled the account of its owner: stopping']);
  });

  it('is stopped once it is ready, if it was only being installed', async () => {
    const { instanceId } = await givenOwned(sampleRecord('installing', proof));
    const ec2 = { observe: observing({ power: 'running' }), stop: done() };

    await machines.worker({ ec2, probe: { answers: async () => Promise.resolve(true) } }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopping' });
  });

  it('is stopped again when somebody starts it at AWS, and stays on when an administrator starts it', async () => {
    const { instanceId } = await givenOwned(sampleRecord('stopped'));
    const { keeper, writer } = machines.worker({
      ec2: {
        observe: observing({ power: 'running', address: '192.0.2.1', privateAddress: '10.41.32.7' }),
        stop: done(),
      },
      probe: { answers: async () => Promise.resolve(true) },
    });
    const provingBoot = async (boot: number) =>
      await writer.update(instanceId, machines.clock(), (record) =>
        applyBootEvent(
          record,
          { boot, sequence: 1, type: 'check-passed', seconds: 1, hostKeys: [], secrets: {} },
          machines.clock(),
        ),
      );

    await keeper.work(instanceId);
    await provingBoot(2);
    await keeper.work(instanceId);
    const afterAws = await machines.read(instanceId);
    await writer.update(instanceId, machines.clock(), (record) =>
      record.state === 'stopping' ? stopped(record, machines.clock()) : undefined,
    );
    await writer.update(instanceId, machines.clock(), (record) => powered('start', record, machines.clock(), actor));
    await provingBoot(3);
    await keeper.work(instanceId);

    expect(afterAws).toMatchObject({ state: 'stopping' });
    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready', startedByAdministratorAt: at(0) });
  });

  it.each([
    ['the administrator kept machines on', { disabling: { ...disabling, stopsMachines: false } }],
    ['the account is enabled again', { status: 'active' }],
  ] as const)('stays on where %s', async (_, change) => {
    const { instanceId } = await givenOwned(sampleRecord('ready'), change);

    await machines.worker({ ec2: { observe: observing({ power: 'running' }) } }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready' });
  });

  it('is not started by an administrator when its owner starts it', () => {
    const record = sampleRecord('stopped', { startedByAdministratorAt: at(-100) });

    const change = powered('start', record, sampleNow, record.owner);

    expect(change?.next.startedByAdministratorAt).toBeUndefined();
  });
});

describe('a machine whose check has passed', () => {
  const proven = async () => await machines.given(sampleRecord('installing', proof));
  const running = { observe: observing({ power: 'running' }) };

  it('is ready once its login port answers', async () => {
    const { instanceId } = await proven();
    const answers = vi.fn(async () => Promise.resolve(true));

    await machines.worker({ ec2: running, probe: { answers } }).keeper.work(instanceId);

    expect(answers).toHaveBeenCalledWith('192.0.2.1');
    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready', readyAt: at(0), ...proof });
    expect(await machines.lines(instanceId)).toEqual(['Ready after 600 s']);
  });

  it('stays as it is while its login port does not answer', async () => {
    const { instanceId } = await proven();
    const probe = { answers: async () => Promise.resolve(false) };

    await machines.worker({ ec2: running, probe }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'installing', version: 7 });
  });

  it('is not ready by an answer that came after it was told to end', async () => {
    const { instanceId } = await proven();
    const { writer } = machines.worker();
    const probe = {
      answers: async () => {
        await writer.update(instanceId, sampleNow, (record) => powered('terminate', record, sampleNow, actor));
        return true;
      },
    };

    await machines.worker({ ec2: running, probe }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'terminating' });
  });
});

describe('the credits of a machine', () => {
  const unlimited = async () =>
    await machines.given(sampleRecord('ready', { areCreditsLimited: undefined, recordedAt: undefined }));

  it('are limited once it is ready, and that is noted', async () => {
    const { instanceId } = await unlimited();
    const limitCredits = done();
    const records = { write: done() };
    const { keeper } = machines.worker({ ec2: { observe: observing({ power: 'running' }), limitCredits }, records });

    await keeper.work(instanceId);

    expect(limitCredits).toHaveBeenCalledExactlyOnceWith('i-0123456789abcdef0');
    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready', areCreditsLimited: true });
  });

  it('keep nothing else waiting when EC2 does not limit them', async () => {
    const { instanceId } = await unlimited();
    const limitCredits = () => Promise.reject(new Error('not now'));
    const records = { write: done() };
    const worker = machines.worker({ ec2: { observe: observing({ power: 'running' }), limitCredits }, records });

    await worker.keeper.work(instanceId);

    expect(records.write).toHaveBeenCalledOnce();
    expect(worker.warnings.length).toBeGreaterThan(0);
    const record = await machines.read(instanceId);
    expect(record.recordedAt).toBeDefined();
    expect(record.areCreditsLimited).toBeUndefined();
  });
});

describe('a machine that never reported', () => {
  const late = async () =>
    await machines.given(sampleRecord('launching', { deadlineAt: at(-1), position: { boot: 0, seen: [] } }));
  const showing = (output: string) => async () => Promise.resolve({ output });

  it('fails with what its console shows', async () => {
    const { instanceId } = await late();
    const ec2 = { observe: observing({ power: 'running' }), consoleOutput: showing('booting\nno route to host\n') };

    await machines.worker({ ec2 }).keeper.work(instanceId);

    const record = await machines.read(instanceId);
    expect(record).toMatchObject({ state: 'failed', failure: { code: 'never-reported' } });
    expect(record).toHaveProperty('failure.message', expect.stringContaining('“booting ⏎ no route to host”'));
  });

  it('fails all the same when its console cannot be read', async () => {
    const { instanceId } = await late();
    const consoleOutput = () => Promise.reject(new Error('not now'));
    const ec2 = { observe: observing({ power: 'running' }), consoleOutput };

    await machines.worker({ ec2 }).keeper.work(instanceId);

    expect(await machines.read(instanceId)).toHaveProperty(
      'failure.message',
      expect.stringContaining('Its console shows nothing.'),
    );
  });
});
