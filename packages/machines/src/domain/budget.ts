import { monthOf } from '@cloudapp/contracts/months';
import type { Quota } from '@cloudapp/data/quota-item';
import type { StoredBudgets } from '@cloudapp/data/setting-item';

/** What somebody's machines may cost in a month, in millionths of a dollar, and whether that holds for them. */
export interface Budget {
  readonly limit: number;
  /** They are told, and neither refused nor stopped. */
  readonly isExempt: boolean;
}

/** The budget of a person; undefined where there is no limit. */
export function budgetOf({ monthly, people }: StoredBudgets, userId: string): Budget | undefined {
  const own = Object.hasOwn(people, userId) ? people[userId] : undefined;
  const limit = own?.monthly ?? monthly;
  return limit === undefined ? undefined : { limit, isExempt: own?.isExempt ?? false };
}

/** What a person may plan at most, in millionths of a dollar; undefined where nothing is refused. */
export function limitOf(budgets: StoredBudgets, userId: string): number | undefined {
  const budget = budgetOf(budgets, userId);
  return budget?.isExempt === true ? undefined : budget?.limit;
}

/** Whether machines have cost all of a budget in this month already. @param limit in millionths of a dollar */
export function isSpent(quota: Quota | undefined, limit: number, now: Date): boolean {
  return (quota?.ledger?.[monthOf(now)]?.spent ?? 0) >= limit;
}
