import type { StoredHours } from '@cloudapp/data/stored-hours';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Observed } from '../domain/observed.ts';
import { calendarSet } from '../domain/hours-moves.ts';
import { calendarOf, eventOf } from '../testing/calendars.ts';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { startTestMachines, type TestMachines } from '../testing/test-machines.ts';
import type { CalendarSource } from './ports.ts';

let machines: TestMachines;

beforeAll(async () => {
  machines = await startTestMachines();
});
afterAll(() => machines.stop());
beforeEach(() => {
  machines.passTime(-Math.round((machines.clock().getTime() - sampleNow.getTime()) / 1000));
});

const hour = 3600;
const off: Observed = { power: 'stopped' };
const address = 'https://calendar.example/private-key/days.ics';
/** After the clock of these tests, which is in March of 2026. */
const days = (name: string, ...starts: readonly string[]) => ({
  bytes: calendarOf(`X-WR-CALNAME:${name}`, ...starts.flatMap((start) => eventOf(start))),
});
const christmas = [{ from: '2026-12-25', to: '2026-12-25' }];

type Calendar = NonNullable<StoredHours['calendar']>;

/** A stopped machine whose calendar was fetched some hours ago. */
async function given(hoursAgo: number, changes: Partial<NonNullable<Calendar['source']>> = {}) {
  const calendar = {
    name: 'Company',
    daysOff: christmas,
    source: { address, fetchedAt: at(-hoursAgo * hour), ...changes },
  };
  const windows: StoredHours['windows'] = [{ days: ['mon'], from: '09:00', to: '18:00' }];
  const hours: StoredHours = { zone: 'UTC', windows, daysOff: [], calendar, setAt: at(-30 * 24 * hour) };
  const { instanceId } = await machines.given(
    sampleRecord('stopped', { attention: 'settled', dueAt: at(-1), billedSince: at(-60), hours }),
  );
  const read = async () => (await machines.read(instanceId)).hours;
  return { instanceId, read, calendar };
}

/** A minute of the reconciler, in which addresses give something, and which of them were asked. */
async function minute(gives: CalendarSource['read'], hasTime = () => true) {
  const asked: string[] = [];
  const read: CalendarSource['read'] = async (one) => {
    asked.push(one);
    return await gives(one);
  };
  const worker = machines.worker({ ec2: { observe: async () => Promise.resolve(off) }, calendars: { read } });
  await worker.review.workOnDue(100, {
    observations: new Map([['i-0123456789abcdef0', off]]),
    askedAt: machines.clock(),
    orders: new Map(),
    keptDays: undefined,
  });
  const written = await worker.calendarRenewal.run(hasTime);
  return { asked, written, worker };
}

const giving = (answer: Awaited<ReturnType<CalendarSource['read']>>) => async () => Promise.resolve(answer);
const actions = async (worker: Awaited<ReturnType<typeof minute>>['worker'], id: string) =>
  (await worker.audit.listOf('by-subject', id, { limit: 9 })).items.map(({ action }) => action);

describe('the calendar that a machine follows', () => {
  it('is fetched once it is a day old, and not before', async () => {
    const { read, calendar } = await given(23.9);

    expect(await minute(giving(days('Company', '20261225')))).toMatchObject({ asked: [], written: 0 });
    machines.passTime(hour);
    expect(await minute(giving(days('Company', '20261225')))).toMatchObject({ asked: [address], written: 1 });

    const now = machines.clock().toISOString();
    expect((await read())?.calendar).toEqual({ ...calendar, source: { address, fetchedAt: now } });
  });

  it('has its new days from then on, as if they had been set, which is told by name', async () => {
    const { instanceId, read } = await given(25);

    const { worker } = await minute(giving(days('Company', '20261225', '20261228')));

    const now = machines.clock().toISOString();
    const daysOff = [...christmas, { from: '2026-12-28', to: '2026-12-28' }];
    expect(await read()).toMatchObject({ calendar: { daysOff, source: { address, fetchedAt: now } }, setAt: now });
    expect(await actions(worker, instanceId)).toEqual(['machine-hours-set']);
    const { items } = await worker.audit.listOf('by-subject', instanceId, { limit: 9 });
    expect(JSON.stringify([items, await machines.lines(instanceId)])).not.toContain('private-key');
  });

  it('with the same days is nothing to tell', async () => {
    const { instanceId, read } = await given(25);
    const before = await read();

    const { worker } = await minute(giving(days('Company', '20261225')));

    expect([await actions(worker, instanceId), await machines.lines(instanceId)]).toEqual([[], []]);
    expect((await read())?.setAt).toBe(before?.setAt);
  });

  it('with days that are over meanwhile, and later ones in sight, is nothing to tell either', async () => {
    const { instanceId, read } = await given(25);
    const { worker } = await minute(giving(days('Company', '20251224', '20261225', '20280301')));
    machines.passTime(Math.round((Date.parse('2026-12-27T12:00:00.000Z') - machines.clock().getTime()) / 1000));
    const setAt = (await read())?.setAt;

    await minute(giving(days('Company', '20280301')));

    expect((await read())?.calendar?.daysOff).toEqual([{ from: '2028-03-01', to: '2028-03-01' }]);
    expect((await read())?.setAt).toBe(setAt);
    expect(await actions(worker, instanceId)).not.toContain('machine-hours-set');
  });

  it.each([
    ['cannot be fetched', { fault: 'Nothing answers there' }, 'Nothing answers there'],
    ['is none any more', { bytes: Buffer.from('<!doctype html>') }, 'It is no calendar that can be read'],
    ['has no day left', days('Company', '20250101'), 'It has no whole day within the next two years'],
    [
      'repeats a billion times',
      { bytes: calendarOf(...eventOf('20260101', 'RRULE:FREQ=DAILY;COUNT=1000000000')) },
      'It repeats an event more than 400 times',
    ],
  ])('keeps its days where it %s, says so once, and is tried again every six hours', async (_, answer, fault) => {
    const { instanceId, read, calendar } = await given(25);

    const since = machines.clock().toISOString();
    const { worker } = await minute(giving(answer));
    machines.passTime(5.9 * hour);
    const early = await minute(giving(answer));
    machines.passTime(hour);
    const again = await minute(giving(answer));

    const triedAt = machines.clock().toISOString();
    expect([early.asked, again.asked]).toEqual([[], [address]]);
    expect((await read())?.calendar).toEqual({
      ...calendar,
      source: { ...calendar.source, failure: { since, triedAt, fault } },
    });
    expect(await actions(worker, instanceId)).toEqual(['machine-calendar-lost']);
    expect(await machines.lines(instanceId)).toEqual([
      `“Company” could not be fetched from calendar.example: ${fault}`,
    ]);
  });

  it('that can be fetched again is well again, and says so', async () => {
    const { instanceId, read } = await given(60, {
      failure: { since: at(-30 * hour), triedAt: at(-7 * hour), fault: 'Nothing answers there' },
    });

    await minute(giving(days('Company', '20261225')));

    expect((await read())?.calendar?.source).toEqual({ address, fetchedAt: machines.clock().toISOString() });
    expect(await machines.lines(instanceId)).toEqual(['“Company” can be fetched again']);
  });

  it('is asked for once, however many machines follow it', async () => {
    const [one, other] = [await given(25), await given(26)];

    const { asked, written } = await minute(giving(days('Company', '20261226')));

    expect([asked, written]).toEqual([[address], 2]);
    for (const { read } of [one, other]) expect((await read())?.calendar?.daysOff[0]?.from).toBe('2026-12-26');
  });

  it('is not changed when somebody gave the machine another one meanwhile', async () => {
    const { instanceId, read, calendar } = await given(25);
    const file = { name: 'By hand', daysOff: calendar.daysOff };

    await minute(async () => {
      const worker = machines.worker();
      const now = machines.clock();
      await worker.writer.update(instanceId, now, (current) => calendarSet(current, now, file));
      return days('Company', '20261226');
    });

    expect((await read())?.calendar).toEqual(file);
  });

  it('waits for the next look where a run has no time, and slow ones of one owner keep nobody waiting', async () => {
    const { instanceId, read } = await given(25);
    const before = await read();

    expect(await minute(giving({ fault: 'No answer' }), () => false)).toMatchObject({ asked: [], written: 0 });
    expect(await read()).toEqual(before);

    const record = await machines.read(instanceId);
    const asked: string[] = [];
    const { calendarRenewal } = machines.worker({
      calendars: {
        read: async (one) => {
          asked.push(one);
          return Promise.resolve({ fault: 'No answer' });
        },
      },
    });
    const following = (path: string, owner = record.owner.id) => ({
      ...record,
      owner: { ...record.owner, id: owner },
      hours: record.hours && {
        ...record.hours,
        calendar: { name: 'x', daysOff: [], source: { address: `https://x.example/${path}`, fetchedAt: at(-90_000) } },
      },
    });
    for (const path of ['1', '2', '3', '4']) calendarRenewal.note(following(path), machines.clock());
    calendarRenewal.note(following('5', 'usr_other'), machines.clock());
    await calendarRenewal.run(() => true);

    expect(asked).toEqual(['https://x.example/1', 'https://x.example/2', 'https://x.example/5']);
  });
});
