import type { StoredHours } from '@cloudapp/data/stored-hours';
import { step, transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observed } from '../domain/observed.ts';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import type { HolidayCalendar } from './ports.ts';
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

/** From two minutes after the clock of these tests, a Sunday, to six in the evening. */
const hours: StoredHours = {
  zone: 'UTC',
  windows: [{ days: ['sun'], from: '12:02', to: '18:00' }],
  daysOff: [],
  setAt: at(-86_400),
};
const off: Observed = { power: 'stopped' };
const on: Observed = { power: 'running', address: '192.0.2.1', privateAddress: '10.41.32.7' };
const due = { attention: 'settled', dueAt: at(-1) } as const;

const knowing = (observed: Observed): Knowledge => ({
  observations: new Map([['i-0123456789abcdef0', observed]]),
  askedAt: machines.clock(),
  orders: new Map(),
  keptDays: undefined,
});

async function givenStopped(changes: Partial<StoredHours> = {}, status: StoredUser['status'] = 'active') {
  const record = await machines.given(sampleRecord('stopped', { ...due, hours: { ...hours, ...changes } }));
  const owner: StoredUser = {
    ...record.owner,
    role: 'user',
    status,
    mustChangePassword: false,
    sessionEpoch: 1,
    version: 1,
    createdAt: at(0),
  };
  const { owners } = machines.worker();
  await transact(machines.tables.database, [step(owners.putItem(owner), 'known')], (reason) => {
    throw new Error(reason);
  });
  return record;
}

/** A worker that sees machines as they should be, and what it asked of EC2. */
function workerWith(observed: Observed, holidays?: HolidayCalendar) {
  const [start, stop] = [vi.fn(() => Promise.resolve()), vi.fn(() => Promise.resolve())];
  const ec2 = { observe: async () => Promise.resolve(observed), start, stop };
  return { ...machines.worker({ ec2, ...(holidays && { holidays }) }), start, stop, setBudgets: machines.setBudgets };
}

describe('a machine whose window is about to begin', () => {
  it('is started once, with all of that window before it', async () => {
    const { instanceId } = await givenStopped();
    const { review, keeper, start } = workerWith(off);

    await review.workOnDue(10, knowing(off));
    await keeper.work(instanceId);

    expect(await machines.read(instanceId)).toMatchObject({ state: 'starting', leaseEndsAt: at(8 * 3600) });
    expect(await machines.lines(instanceId)).toEqual(['Started by its hours, Sun 12:02–18:00 (UTC)']);
    expect(start).toHaveBeenCalled();
  });

  it('is not started when the account of its owner is disabled, of which is told once', async () => {
    const { instanceId } = await givenStopped({}, 'disabled');
    const { review, start } = workerWith(off);

    await review.workOnDue(10, knowing(off));
    machines.passTime(60);
    await review.work([instanceId], knowing(off));

    expect(start).not.toHaveBeenCalled();
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped', hours: { leftOut: at(120) } });
    expect(await machines.lines(instanceId)).toEqual([
      'Not started by its hours, Sun 12:02–18:00 (UTC): the account of its owner is disabled',
    ]);
  });

  it('is not started where its owner’s budget has no room, of which they are told with the sum, once', async () => {
    const { instanceId, owner } = await givenStopped();
    const { review, start, audit, setBudgets } = workerWith(off);
    await setBudgets({ people: { [owner.id]: { monthly: 1_000_000, isExempt: false } } });

    await review.workOnDue(10, knowing(off));
    await review.workOnDue(10, knowing(off));

    expect(start).not.toHaveBeenCalled();
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopped', hours: { leftOut: at(120) } });
    const refused = expect.stringMatching(
      /^Not started by its hours, Sun 12:02–18:00 \(UTC\): It would take \$\d+\.\d\d of the budget of March 2026/,
    ) as string;
    expect(await machines.lines(instanceId)).toEqual([refused]);
    const { items } = await audit.listOf('by-subject', instanceId, { limit: 10 });
    expect(items).toMatchObject([{ action: 'machine-start-refused', detail: refused }]);
  });

  it('is started all the same where its owner is exempt', async () => {
    const { instanceId, owner } = await givenStopped();
    const { review, start, setBudgets } = workerWith(off);
    await setBudgets({ people: { [owner.id]: { monthly: 1_000_000, isExempt: true } } });

    await review.workOnDue(10, knowing(off));

    expect(start).toHaveBeenCalledOnce();
    expect((await machines.read(instanceId)).state).toBe('starting');
  });

  it('is not started on a day off', async () => {
    const { instanceId } = await givenStopped({ daysOff: [{ from: '2026-03-01', to: '2026-03-01' }] });
    const { review, start } = workerWith(off);

    await review.workOnDue(10, knowing(off));

    expect(start).not.toHaveBeenCalled();
    expect(await machines.lines(instanceId)).toEqual([]);
  });

  it('is not started when its hours were taken from it meanwhile', async () => {
    const record = await givenStopped();
    const { keeper, writer, owners, start } = workerWith(off);
    const get = owners.get.bind(owners);
    vi.spyOn(owners, 'get').mockImplementation(async (id) => {
      await writer.update(record.instanceId, sampleNow, (current) => ({
        ...{
          counters: {},
          earlier: [],
          gauges: {},
          activity: [],
          audit: [],
          releasesQuota: false,
          posting: { changes: {} },
          dropsIntent: false,
        },
        next: { ...current, version: current.version + 1, hours: undefined },
      }));
      return await get(id);
    });

    await keeper.work(record.instanceId);

    expect(start).not.toHaveBeenCalled();
    expect(await machines.read(record.instanceId)).toMatchObject({ state: 'stopped' });
  });
});

describe('a machine whose window ends', () => {
  it('is warned, and stopped a quarter of an hour later, each once', async () => {
    const running = { ...due, hours, runsSince: at(0), leaseEndsAt: at(86_400), address: '192.0.2.1' };
    const { instanceId } = await machines.given(sampleRecord('ready', running));
    const { review, keeper, stop } = workerWith(on);
    const look = async (seconds: number) => {
      machines.passTime(seconds);
      await review.work([instanceId], knowing(on));
    };

    await look(5 * 3600 + 45 * 60);
    await look(14 * 60);
    expect(await machines.read(instanceId)).toMatchObject({ state: 'ready', dueAt: at(6 * 3600) });
    await look(60);
    await keeper.work(instanceId);

    expect(stop).toHaveBeenCalled();
    expect(await machines.read(instanceId)).toMatchObject({ state: 'stopping' });
    expect(await machines.lines(instanceId)).toEqual([
      'Its hours are over, Sun 12:02–18:00 (UTC): stopping',
      'Stops at 18:00 by its hours, Sun 12:02–18:00 (UTC)',
    ]);
  });
});

describe('the holidays of hours', () => {
  const holidays = { country: 'DE', region: 'BE', days: ['2026-01-01'], lastYear: 2026 };
  // A start that is due comes before them.
  const windows: StoredHours['windows'] = [{ days: ['mon'], from: '09:00', to: '18:00' }];

  it('are looked up for the next year once the last one has begun', async () => {
    const { instanceId } = await givenStopped({ windows, holidays });
    const daysOf = vi.fn(async () => Promise.resolve(['2026-03-08', '2027-03-08']));
    const { review } = workerWith(off, { daysOf, countries: async () => Promise.resolve([]) });

    await review.workOnDue(10, knowing(off));

    expect(daysOf).toHaveBeenCalledExactlyOnceWith({ country: 'DE', region: 'BE' }, 2026, 2027);
    const renewed = { ...holidays, days: ['2026-03-08', '2027-03-08'], lastYear: 2027 };
    expect(await machines.read(instanceId)).toMatchObject({ hours: { holidays: renewed } });
  });

  it('stay as they were where nobody knows them any more, and are not asked for again', async () => {
    const { instanceId } = await givenStopped({ windows, holidays });
    const { review } = workerWith(off, {
      daysOf: async () => Promise.resolve(undefined),
      countries: async () => Promise.resolve([]),
    });

    await review.workOnDue(10, knowing(off));

    expect(await machines.read(instanceId)).toMatchObject({ hours: { holidays: { ...holidays, lastYear: 2027 } } });
  });
});
