import type { UsualHours } from '@cloudapp/contracts/weekly-hours';
import { describe, expect, it } from 'vitest';
import { didIn, march, noRules, pastOf, personWith, type Did } from '../testing/past.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import type { PastMachine } from './past-machine.ts';
import { rehearse, type PastPerson, type RulesToRehearse } from './rehearsal.ts';

const office: UsualHours = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
};
/** Launched in the period, so that it would have got the hours of new machines. */
const launched = { createdAt: '2026-03-02T00:00:00.000Z' };

const tried = (
  machines: readonly PastMachine[],
  after: Partial<RulesToRehearse>,
  more: Partial<PastPerson> = {},
  before: RulesToRehearse = noRules,
) => rehearse(personWith(machines, more), { rules: { before, after: { ...before, ...after } } }, march);

/** Worked at from nine, forgotten at noon, worked at again at three. */
const forgotten: readonly Did[] = [
  ['10T09:00', '10T12:00', 'work'],
  ['10T12:00', '10T15:00', 'quiet'],
  ['10T15:00', '10T16:00', 'work'],
  ['10T16:00', '11T00:00', 'quiet'],
];

describe('a rule for idle machines', () => {
  it('would have stopped what nobody used, until it was used next, and saved what it costs to run', () => {
    const sum = tried([didIn(forgotten)], { idleMinutes: 60 });

    // From one to three, and from five to midnight.
    expect(sum).toMatchObject({
      knownSince: '2026-03-10T09:00:00.000Z',
      people: { looked: 1, met: 1 },
      machines: { looked: 1, met: 1, unknown: 0 },
      stops: 2,
      startedAgain: 1,
      cutOff: 0,
      hoursSaved: 9,
      rules: { idle: { machines: 1, people: 1, stops: 2, cutOff: 0 }, lease: { stops: 0 } },
    });
    // 0.0204 for its size and 0.005 for its address; the disk stays.
    expect(sum.dollarsSaved).toBeCloseTo(9 * 0.0254);
    expect(sum.most).toMatchObject([{ name: 'Mine', ownerName: 'Ada', stops: 2, hoursSaved: 9 }]);
  });

  it('is nothing where it holds already, or becomes milder', () => {
    for (const idleMinutes of [60, 120, undefined]) {
      expect(tried([didIn(forgotten)], { idleMinutes }, {}, { ...noRules, idleMinutes: 60 })).toMatchObject({
        stops: 0,
        hoursSaved: 0,
        people: { met: 0 },
      });
    }
  });

  it('meets neither a job nor what is not known, nor what is quiet for less', () => {
    const detached = didIn([['10T09:00', '12T09:00', 'work']]);
    const silent = didIn([
      ['10T09:00', '10T09:50', 'quiet'],
      ['10T10:00', '10T10:50', 'quiet'],
    ]);

    expect(tried([detached, silent], { idleMinutes: 60 })).toMatchObject({ stops: 0, machines: { looked: 2, met: 0 } });
  });
});

describe('a shorter longest time', () => {
  it('would have ended what ran longer, in the midst of a job, which is started again at once', () => {
    const sum = tried([didIn([['10T09:00', '10T20:00', 'work']])], { longestHours: { user: 8, admin: 720 } });

    expect(sum).toMatchObject({ stops: 1, cutOff: 1, startedAgain: 1, hoursSaved: 0, rules: { lease: { cutOff: 1 } } });
  });

  it('holds by the role of the owner and by blueprint', () => {
    const machine = didIn([
      ['10T09:00', '10T12:00', 'work'],
      ['10T12:00', '10T20:00', 'quiet'],
    ]);

    expect(tried([machine], { longestHours: { user: 8, admin: 720 } })).toMatchObject({ stops: 1, hoursSaved: 3 });
    expect(tried([machine], { longestHours: { user: 8, admin: 720 } }, { role: 'admin' })).toMatchObject({ stops: 0 });
    expect(tried([machine], { longestHoursOf: { postgresql: 4 } }, { role: 'admin' })).toMatchObject({ hoursSaved: 7 });
    expect(tried([machine], { longestHoursOf: { docker: 4 } })).toMatchObject({ stops: 0 });
  });
});

describe('hours of new machines', () => {
  const overnight: readonly Did[] = [
    ['10T08:00', '10T16:00', 'work'],
    ['10T16:00', '11T08:00', 'quiet'],
  ];

  it('would have stopped those launched in the period at the end of a window, where they are, and started them', () => {
    const sum = tried([didIn(overnight, launched)], { usualHours: office });

    // In Berlin it is an hour later: off from 17:00 UTC to eight; then from 8:00 UTC of the 11th to 17:00, and 13 working days more.
    expect(sum).toMatchObject({ stops: 1, cutOff: 0, hoursSaved: 15, rules: { hours: { stops: 1, machines: 1 } } });
    expect(sum.hoursAdded).toBe(9 * 14);
    expect(sum.dollarsSaved).toBeCloseTo((15 - 9 * 14) * 0.0254);
  });

  it('know that clocks are put forward', () => {
    const before = didIn([['27T08:00', '27T23:00', 'quiet']], launched);
    const after = didIn([['30T07:00', '30T23:00', 'quiet']], launched);

    expect(tried([before], { usualHours: office }).hoursSaved).toBe(6);
    expect(tried([after], { usualHours: office }).hoursSaved).toBe(7);
  });

  it('are those of the owner’s zone, and cut off who works on', () => {
    const late = didIn([['10T09:00', '11T02:00', 'work']], launched);

    expect(tried([late], { usualHours: office }, { timeZone: 'America/New_York' })).toMatchObject({
      stops: 1,
      cutOff: 1,
      hoursSaved: 0,
    });
  });

  it('meet no machine that is older, or has hours of its own', () => {
    const { zone, windows } = office;
    const own = { ...launched, hours: { zone, windows, daysOff: [], setAt: launched.createdAt } };

    expect(tried([didIn(overnight), didIn(overnight, own)], { usualHours: office })).toMatchObject({
      machines: { met: 0 },
      hoursAdded: 0,
    });
  });

  it('start nothing that is deleted by then', () => {
    const record = sampleRecord('terminated', { ...launched, stateChangedAt: '2026-03-11T12:00:00.000Z' });

    const sum = tried([pastOf(record, overnight)], { usualHours: office });

    expect(sum).toMatchObject({ hoursSaved: 15, hoursAdded: 4, most: [{ isEnded: true }] });
  });
});

describe('several rules', () => {
  it('meet each machine in the order of precedence', () => {
    const machine = didIn(
      [
        ['10T08:00', '10T16:30', 'work'],
        ['10T16:30', '11T07:00', 'quiet'],
      ],
      launched,
    );
    const rules = { idleMinutes: 60, usualHours: office, longestHours: { user: 9, admin: 720 } };

    // Idle from 17:30, a lease until 17:00, a window until 17:00: of the same moment the window is told.
    expect(tried([machine], rules).rules).toMatchObject({
      hours: { stops: 1 },
      lease: { stops: 0 },
      idle: { stops: 0 },
    });
    expect(tried([machine], { ...rules, usualHours: undefined }).rules).toMatchObject({ lease: { stops: 1 } });
    expect(tried([machine], { idleMinutes: 60 }).rules).toMatchObject({ idle: { stops: 1 } });
  });
});

describe('a budget', () => {
  const budgets = (monthly: number | undefined, people = {}) => ({ monthly, people, version: 1 });
  const dollars = 1_000_000;
  const machine = didIn([['10T00:00', '12T00:00', 'work']]);
  const withBudget = (monthly: number | undefined, before?: number, more: Partial<PastPerson> = {}) =>
    rehearse(personWith([machine], more), { budgets: { before: budgets(before), after: budgets(monthly) } }, march);

  it('would have stopped what runs when it is spent, and kept it off until the month ends', () => {
    // 0.0278 an hour: 0.2779 is spent within ten hours; it is told then, and stops a quarter of an hour later.
    const sum = withBudget(0.2779 * dollars);

    expect(sum).toMatchObject({ stops: 1, cutOff: 1, rules: { budget: { machines: 1, people: 1, stops: 1 } } });
    expect(sum.hoursSaved).toBe(48 - 10.25);
  });

  it('counts what else the month has cost, and refuses starts once it is spent', () => {
    const spent = new Map([['2026-03', 100 * dollars]]);

    expect(withBudget(5 * dollars, undefined, { spent })).toMatchObject({ stops: 0, refused: 1, hoursSaved: 48 });
  });

  it('meets nobody who is exempt, spends less, or had no more before', () => {
    expect(withBudget(2 * dollars)).toMatchObject({ people: { met: 0 }, hoursSaved: 0 });
    expect(withBudget(0.3 * dollars, 0.2 * dollars)).toMatchObject({ people: { met: 0 } });
    const exempt = budgets(0.1 * dollars, { [`usr_${'0'.repeat(26)}`]: { isExempt: true } });
    const tries = { budgets: { before: budgets(undefined), after: exempt } };
    expect(rehearse(personWith([machine]), tries, march)).toMatchObject({ people: { met: 0 } });
  });
});

describe('a machine without what is needed', () => {
  it('is counted as unknown if it may have run', () => {
    const off = sampleRecord('stopped', { stateChangedAt: '2026-02-01T00:00:00.000Z' });

    const sum = tried([pastOf(off, []), didIn([])], { idleMinutes: 30 }, { leftOut: 3 });

    expect(sum).toMatchObject({ machines: { looked: 2, met: 0, unknown: 1, leftOut: 3 }, stops: 0 });
    expect(sum).not.toHaveProperty('knownSince');
  });
});
