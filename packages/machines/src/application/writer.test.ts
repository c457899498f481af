import { gauge } from '@cloudapp/data/counters';
import { itemsWrittenBy } from '@cloudapp/data/testing/items-written';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revise } from '../domain/change.ts';
import { stopped, terminated } from '../domain/power-moves.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import { MachineConflictError } from './writer.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());

describe('the writer of machines', () => {
  it('writes a change with all that goes with it', async () => {
    const { instanceId, owner } = await machines.given(sampleRecord('terminating'));
    const { writer, audit, quotas } = machines.worker();
    const now = machines.clock();

    await writer.update(instanceId, now, (record) =>
      record.state === 'terminating' ? terminated(record, now) : undefined,
    );

    expect(await machines.read(instanceId)).toMatchObject({ state: 'terminated', version: 8, costMicros: 463 });
    expect(await machines.lines(instanceId)).toEqual([
      'Ended; the disk is deleted. It ran for 1 min and cost $0.00; whether it was used is not known',
    ]);
    expect((await audit.listOf('by-subject', instanceId, { limit: 10 })).items).toEqual([]);
    expect((await (await machines.statistics()).gauges())[gauge.machinesOfBlueprint('postgresql')]).toBe(-1);
    expect(await quotas.get(owner.id)).toMatchObject({ used: 0 });
  });

  // DynamoDB cancels transactions that touch an item which another one is writing.
  it('writes no item that a change of somebody else’s machine writes', async () => {
    const { writer } = machines.worker();
    const now = machines.clock();
    const end = async () => {
      const { instanceId } = await machines.given(sampleRecord('terminating'));
      return await itemsWrittenBy(machines.tables.database, () =>
        writer.update(instanceId, now, (record) =>
          record.state === 'terminating' ? terminated(record, now) : undefined,
        ),
      );
    };

    const byOne = await end();
    const byOther = await end();

    expect(byOne.some((item) => item.includes('statistics-events'))).toBe(true);
    expect(byOne.filter((item) => byOther.includes(item))).toEqual([]);
  });

  it('begins again with what is stored when somebody was faster', async () => {
    const { instanceId } = await machines.given(sampleRecord('ready'));
    const { writer } = machines.worker();
    const now = machines.clock();
    const results = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) =>
        writer.update(instanceId, now, (record) => revise(record, now, { name: `${record.name}${name}` })),
      ),
    );

    expect(results).toHaveLength(4);
    const { name, version } = await machines.read(instanceId);
    expect([Array.from(name).sort().join(''), version]).toEqual(['Mabcdein', 11]);
  });

  it('asks anew of each machine that was written meanwhile, and writes nothing where nothing is left to do', async () => {
    const { instanceId } = await machines.given(sampleRecord('stopping'));
    const { writer } = machines.worker();
    const now = machines.clock();
    const stop = async () =>
      await writer.update(instanceId, now, (record) =>
        record.state === 'stopping' ? stopped(record, now) : undefined,
      );

    const [one, other] = await Promise.all([stop(), stop()]);

    expect([one?.state, other?.state]).toEqual(['stopped', 'stopped']);
    expect(await machines.lines(instanceId)).toEqual(['Stopped']);
  });

  it('changes nothing when the owner holds no place that could be given back', async () => {
    const { instanceId } = await machines.given({ ...sampleRecord('terminating'), holdsQuota: false });
    const { writer } = machines.worker();
    const now = machines.clock();

    const ending = writer.update(instanceId, now, (record) =>
      record.state === 'terminating' ? terminated({ ...record, holdsQuota: true }, now) : undefined,
    );

    await expect(ending).rejects.toThrow(MachineConflictError);
    await expect(ending).rejects.toMatchObject({ code: 'quota-not-held' });
    expect(await machines.read(instanceId)).toMatchObject({ state: 'terminating', version: 7 });
  });

  it('knows no machine that there is not', async () => {
    const { writer } = machines.worker();

    expect(await writer.update(`mch_${'9'.repeat(26)}`, machines.clock(), () => undefined)).toBeUndefined();
  });
});
