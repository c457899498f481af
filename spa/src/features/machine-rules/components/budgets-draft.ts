import type { Budgets } from '@cloudapp/contracts/budget';
import type { WantedBudgets } from '../api/budgets.ts';
import type { Typed } from './rules-draft.ts';

/** Dollars a month that can be typed. */
export const budgetBounds = { least: 1, most: 1_000_000 } as const;

export interface PersonDraft {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Empty where that of everybody holds. */
  readonly monthly: Typed;
  readonly isExempt: boolean;
}

export interface BudgetsDraft {
  readonly isLimited: boolean;
  readonly monthly: Typed;
  readonly people: readonly PersonDraft[];
}

export function budgetsDraftOf({ monthly, people }: Budgets): BudgetsDraft {
  return {
    isLimited: monthly !== undefined,
    monthly: monthly ?? 50,
    people: people.map((one) => ({
      userId: one.userId,
      name: one.name ?? 'Somebody who is deleted',
      email: one.email ?? '',
      monthly: one.monthly ?? '',
      isExempt: one.isExempt,
    })),
  };
}

/** What a draft says; undefined while a number of it is none. */
export function budgetsOf({ isLimited, monthly, people }: BudgetsDraft): WantedBudgets | undefined {
  const amounts = [
    ...(isLimited ? [monthly] : []),
    ...people.flatMap((one) => (one.monthly === '' ? [] : [one.monthly])),
  ];
  if (!amounts.every(isAmount)) return undefined;
  return {
    ...(isLimited && { monthly: Number(monthly) }),
    people: people.map(({ userId, isExempt, monthly: own }) => ({
      userId,
      isExempt,
      ...(own !== '' && { monthly: Number(own) }),
    })),
  };
}

function isAmount(typed: Typed): boolean {
  const amount = typed === '' ? NaN : Number(typed);
  return amount >= budgetBounds.least && amount <= budgetBounds.most;
}
