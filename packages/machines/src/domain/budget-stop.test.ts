import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { budgetOf, isSpent, limitOf } from './budget.ts';
import { budgetReached, reachedAnew } from './budget-reached.ts';
import { nextStep } from './next-step.ts';
import { powered, starting } from './power-moves.ts';
import { schedule } from './schedule.ts';

const on = { power: 'running' } as const;
const actor = { id: `usr_${'1'.repeat(26)}`, name: 'Grace' };
const spent = { isBudgetSpent: true };

describe('a machine whose owner’s budget is spent', () => {
  it('is given a quarter of an hour, of which its owner is told, and looked at then', () => {
    const step = nextStep(sampleRecord('ready'), on, sampleNow, spent);

    expect(step).toMatchObject({
      change: {
        next: { state: 'ready', budgetStop: { at: at(900) }, dueAt: at(900) },
        activity: [{ text: 'The budget of its owner is spent: it stops in a quarter of an hour' }],
        audit: [{ action: 'machine-stop-warned', detail: 'The budget of its owner is spent', happensAt: at(900) }],
      },
    });
  });

  it('is not stopped a moment sooner, and is then, whatever else would stop it later', () => {
    const early = sampleRecord('ready', { budgetStop: { at: at(1) } });
    const due = sampleRecord('ready', { budgetStop: { at: at(0) } });

    expect(nextStep(early, on, sampleNow, spent).do).toBe('wait');
    expect(nextStep(due, on, sampleNow, spent)).toMatchObject({
      change: { next: { state: 'stopping', stopCause: { rule: 'budget' } }, audit: [{ action: 'machine-stopped' }] },
    });
  });

  it('is stopped by security before that, and by its budget before its lease', () => {
    const record = sampleRecord('ready', { budgetStop: { at: at(0) }, leaseEndsAt: at(-1) });
    const order = { at: at(-30), by: { name: 'Grace' } };

    expect(nextStep(record, on, sampleNow, { ...spent, order })).toMatchObject({
      change: { next: { stopCause: { rule: 'security' } } },
    });
    expect(nextStep(record, on, sampleNow, spent)).toMatchObject({
      change: { next: { stopCause: { rule: 'budget' } } },
    });
  });

  it('runs on where there is budget again: it was raised, or another month has begun', () => {
    const record = sampleRecord('ready', { budgetStop: { at: at(0) } });

    const step = nextStep(record, on, sampleNow, { isBudgetSpent: false });

    expect(step).toMatchObject({ change: { activity: [{ text: 'Its owner has budget again: it runs on' }] } });
    expect(step.do === 'change' && step.change.next.budgetStop).toBeUndefined();
  });

  it('is left as it is where that is not known', () => {
    const record = sampleRecord('ready', { budgetStop: { at: at(0) } });

    expect(nextStep(record, on, sampleNow).do).toBe('wait');
    expect(schedule(record, sampleNow).dueAt).toBe(at(0));
  });

  it('wins no time by a reboot, and is told anew once it was stopped and started', () => {
    const record = sampleRecord('ready', { budgetStop: { at: at(60) } });
    const stopped = sampleRecord('stopped', { budgetStop: { at: at(-60) } });

    expect(powered('reboot', record, sampleNow, actor)?.next.budgetStop).toEqual({ at: at(60) });
    expect(starting(stopped, sampleNow, actor).next.budgetStop).toBeUndefined();
  });

  it('that has failed is stopped as well', () => {
    const record = sampleRecord('failed', { budgetStop: { at: at(0) }, leaseEndsAt: at(9000) });

    expect(nextStep(record, on, sampleNow, spent)).toMatchObject({ do: 'command', command: 'stop' });
  });
});

describe('the budget of a person', () => {
  const people = {
    ada: { monthly: 8, isExempt: false },
    grace: { isExempt: true },
    alan: { monthly: 9, isExempt: true },
  };

  it('is their own before that of everybody, and limits nobody who is exempt', () => {
    const budgets = { monthly: 5, people, version: 1 };

    expect(['ada', 'grace', 'alan', 'edsger'].map((id) => budgetOf(budgets, id))).toEqual([
      { limit: 8, isExempt: false },
      { limit: 5, isExempt: true },
      { limit: 9, isExempt: true },
      { limit: 5, isExempt: false },
    ]);
    expect(['ada', 'grace', 'alan', 'edsger'].map((id) => limitOf(budgets, id))).toEqual([8, undefined, undefined, 5]);
    expect(budgetOf({ people, version: 1 }, 'toString')).toBeUndefined();
  });

  it('is spent from its last millionth on, in its month', () => {
    const quota = { limit: 3, used: 0, ledger: { '2026-03': { spent: 8, planned: 9 } } };

    expect([7, 8, 9].map((limit) => isSpent(quota, limit, sampleNow))).toEqual([true, true, false]);
    expect(isSpent(quota, 8, new Date('2026-04-01T00:00:00.000Z'))).toBe(false);
    expect(isSpent(undefined, 1, sampleNow)).toBe(false);
  });

  it.each([
    [49, undefined, undefined],
    [50, undefined, 50],
    [79, undefined, 50],
    [79, 50, undefined],
    [80, 50, 80],
    [99, 80, undefined],
    [100, 80, 100],
    [150, undefined, 100],
    [150, 100, undefined],
  ])('of which %i %% is spent, and %s %% was told, is told of as %s', (percent, told, expected) => {
    const quota = {
      ...{ limit: 3, used: 0, ledger: { '2026-03': { spent: percent * 10, planned: 0 } } },
      ...(told !== undefined && { budgetTold: { month: '2026-03', percent: told } }),
    };

    expect(reachedAnew(quota, 1000, '2026-03')).toBe(expected);
  });

  it('is told of anew in another month', () => {
    const quota = {
      ...{ limit: 3, used: 0, ledger: { '2026-04': { spent: 500, planned: 0 } } },
      budgetTold: { month: '2026-03', percent: 100 },
    };

    expect(reachedAnew(quota, 1000, '2026-04')).toBe(50);
    const part = { percent: 50, limit: 10_000_000, spent: 5_120_000, month: '2026-04' };
    expect(budgetReached({ id: 'usr_1', name: 'Ada' }, part)).toEqual({
      action: 'budget-reached',
      subject: { kind: 'user', id: 'usr_1', name: 'Ada' },
      detail: '50 % of the budget of April 2026: $5.12 of $10.00 is spent',
    });
  });
});
