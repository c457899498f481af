import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { describe, expect, it } from 'vitest';
import { kept } from './deletion.ts';
import { deletionFrom } from './deletion-day.ts';
import { nextStep } from './next-step.ts';
import { extended, powered } from './power-moves.ts';
import type { Rules } from './rules.ts';
import { schedule } from './schedule.ts';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';

const day = 86_400;
const actor = { id: 'usr_1', name: 'Ada' };
const fortnight: Rules = { keptDays: 14 };
const stopped = (more: object = {}) =>
  sampleRecord('stopped', { billedSince: at(20 * day), deletion: deletionFrom(sampleNow, 14), ...more });

interface Happening {
  readonly day: number;
  readonly what: string;
}

/** Days since the beginning, to a minute or so: one thing is done at a time, a second after the other. */
function daysOf(instant: Date): number {
  return Math.round((instant.getTime() - sampleNow.getTime()) / 86_400) / 1000;
}

/** What becomes of a machine that is off, looked at as often as it is due, from so many days on. */
function lifeOf(first: InstanceRecord, rulesAt: (day: number) => Rules = () => fortnight, fromDay = 0): Happening[] {
  const happenings: Happening[] = [];
  let record = first;
  let now = new Date(at(fromDay * day));
  for (let look = 0; look < 2000 && now < new Date(at(60 * day)); look++) {
    const days = daysOf(now);
    const step = nextStep(record, { power: 'stopped' }, now, rulesAt(days));
    if (step.do === 'change') {
      happenings.push(
        ...step.change.audit.map(({ action, happensAt }) => ({
          day: days,
          what: happensAt === undefined ? action : `${action} for ${daysOf(new Date(happensAt))}`,
        })),
      );
      record = step.change.next;
      if (record.state === 'terminating') break;
    }
    const { dueAt } = schedule(record, now);
    if (dueAt === undefined) break;
    now = new Date(Math.max(Date.parse(dueAt), now.getTime() + 1000));
  }
  return happenings;
}

describe('a machine that is off', () => {
  it('is given its day when it stops, by a person, by its lease or at AWS', () => {
    for (const state of ['ready', 'stopping', 'rebooting'] as const) {
      const step = nextStep(sampleRecord(state), { power: 'stopped' }, sampleNow, fortnight);
      expect(step).toMatchObject({ change: { next: { state: 'stopped', deletion: { at: at(14 * day) } } } });
    }
    const failed = nextStep(sampleRecord('failed'), { power: 'stopped' }, sampleNow, fortnight);
    expect(failed).toMatchObject({ change: { next: { isOff: true, deletion: { at: at(14 * day) } } } });
  });

  it('is deleted on that day, after two warnings', () => {
    const life = [
      { day: 11, what: 'machine-deletion-warned for 14' },
      { day: 13, what: 'machine-deletion-warned for 14' },
      { day: 14, what: 'machine-terminated' },
    ];
    expect(lifeOf(stopped())).toEqual(life);
    const failed = sampleRecord('failed', { isOff: true, deletion: deletionFrom(sampleNow, 14) });
    expect(lifeOf(failed)).toEqual(life);
  });

  it('tells why it ends, and is no failure', () => {
    const deletion = { ...deletionFrom(sampleNow, 14), at: at(0), warned: 'last' } as const;
    const record = stopped({ deletion, ranMs: 42 * 3_600_000 + 600_000, costMicros: 1_230_000 });

    const step = nextStep(record, { power: 'stopped' }, sampleNow, fortnight);

    const why =
      'Machines that are off are kept for 14 days. It ran for 42 h 10 min and cost $1.23; whether it was used is not known';
    expect(step).toMatchObject({ change: { next: { state: 'terminating' }, audit: [{ detail: why }] } });
    expect(step).not.toHaveProperty('change.next.failure', expect.anything());
    expect(step).not.toHaveProperty('change.audit.0.actor');
  });

  it('is not deleted sooner than three days after the first warning, however late it is looked at', () => {
    expect(lifeOf(stopped(), undefined, 30)).toEqual([
      { day: 30, what: 'machine-deletion-warned for 33' },
      { day: 32, what: 'machine-deletion-warned for 33' },
      { day: 33, what: 'machine-terminated' },
    ]);
    const warned = stopped({ deletion: { ...deletionFrom(sampleNow, 14), warned: 'first' } });
    expect(lifeOf(warned, undefined, 30).at(-1)).toEqual({ day: 31, what: 'machine-terminated' });
  });

  it('that was off before there was such a rule has all its days from then on', () => {
    expect(lifeOf(stopped({ deletion: undefined }), undefined, 20).at(-1)).toEqual({
      day: 34,
      what: 'machine-terminated',
    });
  });

  it('is kept for ever where no rule says otherwise, and no longer to be deleted once that is so', () => {
    expect(lifeOf(stopped(), () => ({}))).toEqual([]);
    const changing = lifeOf(stopped(), (days) => (days < 12 ? fortnight : {}));
    expect(changing.map(({ what }) => what)).toEqual(['machine-deletion-warned for 14']);
  });

  it('follows another number of days, with time for both warnings', () => {
    const shorter = lifeOf(stopped(), (days) => ({ keptDays: days < 10 ? 14 : 7 }), 10);
    expect(shorter).toEqual([
      { day: 10, what: 'machine-deletion-warned for 13' },
      { day: 12, what: 'machine-deletion-warned for 13' },
      { day: 13, what: 'machine-terminated' },
    ]);
    expect(lifeOf(stopped(), (days) => ({ keptDays: days < 10 ? 14 : 30 })).at(-1)?.day).toBe(30);
  });

  it('is kept as long as its owner cannot answer', () => {
    const away = (days: number): Rules => ({ ...fortnight, isOwnerAway: days < 20 });
    const life = lifeOf(stopped(), away);
    expect(life.map(({ day: on }) => on)).toEqual([22, 24, 25]);
    expect(lifeOf(stopped(), () => away(0))).toEqual([]);
  });

  it('has its days anew when somebody keeps it, extends it, or has used it since', () => {
    const record = stopped({ deletion: { ...deletionFrom(sampleNow, 14), warned: 'last' } });
    const later = new Date(at(13.5 * day));
    const anew = deletionFrom(later, 14);

    expect(kept(record, later, actor)?.next).toMatchObject({ state: 'stopped', deletion: anew });
    expect(extended(record, later, 8, actor)?.next).toMatchObject({ durationHours: 8, deletion: anew });
    expect(powered('start', record, later, actor)?.next).not.toHaveProperty('deletion');
    expect(kept(stopped({ deletion: undefined }), later, actor)).toBeUndefined();
  });
});

describe('a machine with hours', () => {
  const hours: StoredHours = {
    windows: [{ days: ['mon'], from: '09:00', to: '18:00' }],
    zone: 'Europe/Berlin',
    daysOff: [],
    setAt: at(-day),
  };

  it('has no day when it stops, since its hours start it again', () => {
    const step = nextStep(sampleRecord('stopping', { hours }), { power: 'stopped' }, sampleNow, fortnight);
    expect(step).toMatchObject({ change: { next: { state: 'stopped' } } });
    expect(step).not.toHaveProperty('change.next.deletion.at');
  });

  it('loses the day that it had before it got hours, and gets one when they are taken away', () => {
    const step = nextStep(stopped({ hours }), { power: 'stopped' }, sampleNow, fortnight);
    expect(step).toMatchObject({ do: 'change', change: { audit: [] } });
    expect(step).not.toHaveProperty('change.next.deletion.at');

    const without = nextStep(stopped({ deletion: undefined }), { power: 'stopped' }, sampleNow, fortnight);
    expect(without).toMatchObject({ change: { next: { deletion: { at: at(14 * day) } } } });
  });

  it('is kept over a vacation that is longer than the days', () => {
    const away = { ...hours, daysOff: [{ from: '2026-03-01', to: '2026-04-05' }] };
    const step = nextStep(stopped({ hours: away }), { power: 'stopped' }, new Date(at(13.5 * day)), fortnight);
    expect(step).toMatchObject({ do: 'change', change: { next: { state: 'stopped' }, audit: [] } });
  });
});
