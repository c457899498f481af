import { describe, expect, it } from 'vitest';
import { budgetsDraftOf, budgetsOf } from './budgets-draft.ts';

const ada = { userId: `usr_${'0'.repeat(26)}`, name: 'Ada', email: 'ada@example.org' };

describe('budgets as they are typed', () => {
  it('are what was stored, without names', () => {
    const { userId } = ada;
    const stored = { monthly: 50, people: [{ ...ada, monthly: 80.5, isExempt: true }] };

    expect(budgetsOf(budgetsDraftOf(stored))).toEqual({
      monthly: 50,
      people: [{ userId, monthly: 80.5, isExempt: true }],
    });
    expect(budgetsOf(budgetsDraftOf({ people: [] }))).toEqual({ people: [] });
  });

  it.each(['', 0, 0.5, 1_000_001, '-'])('are none with %s dollars for each person', (monthly) => {
    expect(budgetsOf({ isLimited: true, monthly, people: [] })).toBeUndefined();
    expect(budgetsOf({ isLimited: false, monthly, people: [] })).toEqual({ people: [] });
  });

  it('of a person who has none are those of everybody; half a dollar is none', () => {
    const draft = { isLimited: true, monthly: 50 };
    const of = (monthly: number | string) => budgetsOf({ ...draft, people: [{ ...ada, monthly, isExempt: false }] });

    expect(of('')).toEqual({ monthly: 50, people: [{ userId: ada.userId, isExempt: false }] });
    expect(of(0.5)).toBeUndefined();
  });
});
