import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { claimSeconds } from '../domain/schedule.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { RecordRefusedError } from './record-refused-error.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

const unannounced = { recordedAt: undefined, announcedAt: undefined };
const launching = async () => await machines.given(sampleRecord('launching', unannounced));

/** Bucket and topic that keep what they get. */
function world() {
  const write = vi.fn(async () => Promise.resolve());
  const announce = vi.fn(async () => Promise.resolve());
  return { write, announce, records: { write }, announcements: { announce } };
}

it('writes one record and sends one message of a launch that EC2 has taken', async () => {
  const { instanceId, owner } = await launching();
  const { write, announce, ...ports } = world();
  const { messenger } = machines.worker(ports);

  expect([await messenger.announce(instanceId), await messenger.announce(instanceId)]).toEqual([true, false]);

  expect(write).toHaveBeenCalledOnce();
  expect(announce).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      outcome: 'created',
      user: owner,
      instance: expect.objectContaining({ id: instanceId, ec2InstanceId: 'i-0123456789abcdef0' }) as unknown,
    }),
  );
  const now = machines.clock().toISOString();
  const announced = await machines.read(instanceId);
  expect(announced).toMatchObject({ recordedAt: now, announcedAt: now });
  expect(announced.announcingAt).toBeUndefined();
});

it('sends one message though two workers are at work at once', async () => {
  const { instanceId } = await launching();
  const first = world();
  const second = world();
  const other = machines.worker(second).messenger;
  first.announce.mockImplementationOnce(async () => {
    expect(await other.announce(instanceId)).toBe(false);
  });

  expect(await machines.worker(first).messenger.announce(instanceId)).toBe(true);

  expect(await other.announce(instanceId)).toBe(false);
  expect(first.announce).toHaveBeenCalledOnce();
  expect(second.announce).not.toHaveBeenCalled();
});

it('says why EC2 refused a launch', async () => {
  const failure = { code: 'capacity', message: 'No room.' } as const;
  const refused = { failure, ec2InstanceId: undefined, billedSince: undefined, ...unannounced };
  const { instanceId } = await machines.given(sampleRecord('failed', refused));
  const { announce, ...ports } = world();

  await machines.worker(ports).messenger.announce(instanceId);

  expect(announce).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'refused', failure }));
});

it.each(['terminating', 'terminated'] as const)(
  'tells of a launch that came to nothing also when its machine is %s by then',
  async (state) => {
    const failure = { code: 'capacity', message: 'No room.' } as const;
    const refused = { failure, ec2InstanceId: undefined, billedSince: undefined, ...unannounced };
    const { instanceId } = await machines.given(sampleRecord(state, refused));
    const { write, announce, ...ports } = world();

    await machines.worker(ports).messenger.announce(instanceId);

    expect(write).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ outcome: 'refused', failure }));
    expect(announce).toHaveBeenCalledOnce();
  },
);

it('tells nothing of a machine that was ended before EC2 was heard of it', async () => {
  const unheard = { failure: undefined, ec2InstanceId: undefined, billedSince: undefined, ...unannounced };
  const { instanceId } = await machines.given(sampleRecord('terminating', unheard));

  expect(await machines.worker(world()).messenger.announce(instanceId)).toBe(false);
});

it('goes on after a crash with what is missing, and repeats nothing that was noted', async () => {
  const { instanceId } = await launching();
  const first = world();
  first.announce.mockRejectedValueOnce(new Error('cut off'));
  const second = world();

  await expect(machines.worker(first).messenger.announce(instanceId)).rejects.toThrow('cut off');
  machines.passTime(claimSeconds - 1);
  expect(await machines.worker(second).messenger.announce(instanceId)).toBe(false);
  machines.passTime(1);
  await machines.worker(second).messenger.announce(instanceId);

  expect(first.write).toHaveBeenCalledOnce();
  expect(second.write).not.toHaveBeenCalled();
  expect(second.announce).toHaveBeenCalledOnce();
});

it('tells of a machine whose record the bucket refuses, and goes on to try the record', async () => {
  const { instanceId } = await launching();
  const { write, announce, ...ports } = world();
  write.mockRejectedValue(new RecordRefusedError('AccessDenied'));
  const { messenger } = machines.worker(ports);

  await expect(messenger.announce(instanceId)).rejects.toThrow(RecordRefusedError);
  await expect(messenger.announce(instanceId)).rejects.toThrow(RecordRefusedError);

  expect(write).toHaveBeenCalledTimes(2);
  expect(announce).toHaveBeenCalledOnce();
  const record = await machines.read(instanceId);
  expect(record).toHaveProperty('announcedAt');
  expect(record).not.toHaveProperty('recordedAt');
});

it('keeps quiet while EC2 has not answered', async () => {
  const { instanceId } = await machines.given(sampleRecord('requested', unannounced));

  expect(await machines.worker().messenger.announce(instanceId)).toBe(false);
});
