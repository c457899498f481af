import type { InstanceIn, LaunchIntent } from '@cloudapp/data/instance-record';
import { plainSteps, transact } from '@cloudapp/data/transaction';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { powered } from '../domain/power-moves.ts';
import type { FoundInstance } from '../domain/observed.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { openedUserData, sampleIntent, startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import { LaunchError } from './launch-error.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

const found: FoundInstance = { ec2InstanceId: 'i-1', power: 'pending', privateAddress: '10.41.32.5' };
const none: FoundInstance[] = [];
const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };
const requested = async () =>
  await machines.given(sampleRecord('requested', { launchAttempts: 0, recordedAt: undefined, announcedAt: undefined }));

const answering = (answer: FoundInstance) => vi.fn(async () => Promise.resolve(answer));
const failing = (code: LaunchError['code'], hope: LaunchError['hope'], ec2Code = 'SomeCode') =>
  vi.fn(() => Promise.reject(new LaunchError(code, hope, ec2Code, undefined)));
const finding = (answer: FoundInstance[]) => async () => Promise.resolve(answer);

/** The machine is told to end while EC2 is being asked for it. */
async function endMeanwhile(instanceId: string): Promise<void> {
  const now = machines.clock();
  await machines.worker().writer.update(instanceId, now, (record) => powered('terminate', record, now, actor));
}

describe('launching', () => {
  it('asks EC2 with the frozen intent, and forgets it with the answer', async () => {
    const record = await requested();
    const launch = answering(found);
    const { launcher, instances } = machines.worker({ ec2: { launch } });

    expect(await launcher.launch(record)).toBe(true);

    expect(launch).toHaveBeenCalledExactlyOnceWith(sampleIntent, openedUserData);
    expect(await machines.read(record.instanceId)).toMatchObject({
      state: 'launching',
      ec2InstanceId: 'i-1',
      launchAttempts: 1,
    });
    expect(await instances.getIntent(record.instanceId)).toBeUndefined();
  });

  it('does nothing once somebody has had EC2’s answer', async () => {
    const record = await requested();
    await machines.worker({ ec2: { launch: answering(found) } }).launcher.launch(record);

    expect(await machines.worker().launcher.launch(record)).toBe(false);
  });

  it('by two workers at once makes one machine', async () => {
    const record = await requested();
    const worker = () => machines.worker({ ec2: { launch: answering(found) } });

    await Promise.all([worker().launcher.launch(record), worker().launcher.launch(record)]);

    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'launching', ec2InstanceId: 'i-1' });
    const launches = (await machines.lines(record.instanceId)).filter((text) => text.startsWith('AWS took'));
    expect(launches).toHaveLength(1);
  });

  it('is asked for again after an answer was lost, and takes the machine that was made', async () => {
    const record = await requested();
    const lost = machines.worker({ ec2: { launch: failing('launch-refused', 'again') } });

    expect(await lost.launcher.launch(record)).toBe(false);
    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'requested', launchAttempts: 1 });
    await machines.worker({ ec2: { launch: answering(found) } }).launcher.launch(record);

    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'launching', launchAttempts: 2 });
    expect(lost.warnings).toHaveLength(1);
  });

  it('fails for good when EC2 says no', async () => {
    const record = await requested();
    const { launcher, instances } = machines.worker({ ec2: { launch: failing('unauthorised', 'never') } });

    await launcher.launch(record);

    expect(await machines.read(record.instanceId)).toMatchObject({
      state: 'failed',
      failure: { code: 'unauthorised' },
    });
    expect(await instances.getIntent(record.instanceId)).toBeUndefined();
  });

  describe('in zones', () => {
    const zones = { ...sampleIntent, otherSubnetIds: ['subnet-2', 'subnet-3'] };
    const noRoom = () => new LaunchError('capacity', 'elsewhere', 'InsufficientInstanceCapacity', undefined);
    /** EC2 has room in these alone. */
    const roomIn = (...subnetIds: string[]) =>
      vi.fn((intent: LaunchIntent) =>
        subnetIds.includes(intent.subnetId) ? Promise.resolve(found) : Promise.reject(noRoom()),
      );
    const given = async () => {
      const record = await requested();
      const item = plainSteps(machines.worker().instances.intentItem(record.instanceId, zones));
      await transact(machines.tables.database, item, () => undefined);
      return record;
    };
    const tried = ({ mock }: ReturnType<typeof roomIn>) =>
      mock.calls.map(([{ subnetId, token }]) => [subnetId, token.replace(/^mch_\w+/, 'id')]);

    it('goes on to the next one without room in the first, under a token of its own', async () => {
      const record = await given();
      const launch = roomIn('subnet-3');
      const { launcher } = machines.worker({ ec2: { launch } });

      while ((await machines.read(record.instanceId)).state === 'requested') await launcher.launch(record);

      expect(tried(launch)).toEqual([
        ['subnet-1', 'token-1'],
        ['subnet-2', 'id-1'],
        ['subnet-3', 'id-0'],
      ]);
      expect(await machines.read(record.instanceId)).toMatchObject({ state: 'launching', ec2InstanceId: 'i-1' });
    });

    it('stores the next request before it is made, so that whoever goes on makes the same one', async () => {
      const record = await given();
      const first = roomIn();
      const second = roomIn('subnet-2');

      await machines.worker({ ec2: { launch: first } }).launcher.launch(record); // and dies
      await machines.worker({ ec2: { launch: second } }).launcher.launch(record);

      expect(tried(first)).toEqual([['subnet-1', 'token-1']]);
      expect(tried(second)).toEqual([['subnet-2', 'id-1']]);
    });

    it('fails when none has room', async () => {
      const record = await given();
      const { launcher } = machines.worker({ ec2: { launch: roomIn() } });

      while ((await machines.read(record.instanceId)).state === 'requested') await launcher.launch(record);

      const { failure } = (await machines.read(record.instanceId)) as InstanceIn<'failed'>;
      expect(failure).toMatchObject({ code: 'capacity' });
      expect(failure.message).toMatch(/in any of our zones .* choose another size/);
    });
  });

  it.each([
    ['takes', [found], { state: 'launching', ec2InstanceId: 'i-1' }],
    ['fails without', none, { state: 'failed', failure: { code: 'launch-refused' } }],
  ])('%s the machine of an earlier call when EC2 knows the token otherwise', async (_, answer, outcome) => {
    const record = await requested();
    const ec2 = {
      launch: failing('launch-refused', 'look', 'IdempotentParameterMismatch'),
      findByToken: finding(answer),
    };

    await machines.worker({ ec2 }).launcher.launch(record);

    expect(await machines.read(record.instanceId)).toMatchObject(outcome);
  });

  it('throws what is no answer of EC2, and leaves the machine to the next worker', async () => {
    const record = await requested();
    const { launcher } = machines.worker({ ec2: { launch: () => Promise.reject(new Error('a fault of ours')) } });

    await expect(launcher.launch(record)).rejects.toThrow('a fault of ours');
    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'requested', launchAttempts: 1 });
  });

  it('never asks for a machine that is to end', async () => {
    const record = await requested();
    await endMeanwhile(record.instanceId);

    expect(await machines.worker().launcher.launch(record)).toBe(true);
  });

  it('keeps what EC2 made for a machine that was told to end meanwhile, so that it is ended', async () => {
    const record = await requested();
    const launch = async () => {
      await endMeanwhile(record.instanceId);
      return found;
    };

    await machines.worker({ ec2: { launch } }).launcher.launch(record);

    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'terminating', ec2InstanceId: 'i-1' });
  });

  it('ends what EC2 made for a machine that is gone', async () => {
    const record = await requested();
    const terminate = vi.fn(async () => Promise.resolve());
    const launch = async () => {
      await endMeanwhile(record.instanceId);
      const ending = await machines.read(record.instanceId);
      if (ending.state !== 'terminating') throw new Error('The machine is not to end');
      machines.passTime(121);
      await machines.worker({ ec2: { findByToken: finding([]) } }).launcher.findForEnding(ending);
      return found;
    };

    await machines.worker({ ec2: { launch, terminate } }).launcher.launch(record);

    expect(terminate).toHaveBeenCalledExactlyOnceWith('i-1');
    const gone = await machines.read(record.instanceId);
    expect(gone.state).toBe('terminated');
    expect(gone).not.toHaveProperty('ec2InstanceId');
  });
});

describe('giving up', () => {
  it.each([
    ['takes the machine whose answers were lost', [found], { state: 'launching', ec2InstanceId: 'i-1' }],
    ['says that AWS was too busy', none, { state: 'failed', failure: { code: 'throttled' } }],
  ])('%s', async (_, answer, outcome) => {
    const record = await requested();

    await machines.worker({ ec2: { findByToken: finding(answer) } }).launcher.giveUp(record);

    expect(await machines.read(record.instanceId)).toMatchObject(outcome);
  });
});

describe('ending a machine whose launch was not answered', () => {
  async function ending(launchAttempts: number) {
    const now = machines.clock().toISOString();
    const unanswered = { ec2InstanceId: undefined, billedSince: undefined, ratePerHourMicros: 0, lastLaunchAt: now };
    const times = { createdAt: now, stateChangedAt: now };
    return await machines.given(sampleRecord('terminating', { launchAttempts, ...unanswered, ...times }));
  }

  it('takes what EC2 has made, so that it is ended', async () => {
    const record = await ending(1);

    await machines.worker({ ec2: { findByToken: finding([found]) } }).launcher.findForEnding(record);

    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'terminating', ec2InstanceId: 'i-1' });
  });

  it('waits as long as a launch may still be under way, and gives the place back then', async () => {
    const record = await ending(1);
    const { launcher, quotas } = machines.worker({ ec2: { findByToken: finding([]) } });

    expect(await launcher.findForEnding(record)).toBe(false);
    machines.passTime(121);
    expect(await launcher.findForEnding(record)).toBe(true);

    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'terminated' });
    expect(await quotas.get(record.owner.id)).toMatchObject({ used: 0 });
  });

  it('waits no longer than a claim when EC2 was never asked', async () => {
    const record = await ending(0);
    const { launcher } = machines.worker({ ec2: { findByToken: finding([]) } });

    machines.passTime(31);

    expect(await launcher.findForEnding(record)).toBe(true);
  });
});
