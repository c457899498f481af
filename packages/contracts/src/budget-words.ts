import { monthWords } from './months.ts';

/** What has no room in a month's budget, in dollars. Free of zod, so that the pages can load it alone. */
export interface BeyondBudget {
  /** As `2026-11`, a calendar month in UTC. */
  readonly month: string;
  readonly budget: number;
  /** Without what was asked for. */
  readonly planned: number;
  readonly takes: number;
}

/** Dollars with cents; what is asked for is rounded up, so that the sum of a refusal is above the budget. */
export function dollarWords(dollars: number, round: 'near' | 'up' = 'near'): string {
  // What floating point adds beyond a millionth is no part of it.
  const cents = Math.round(dollars * 1e6) / 1e4;
  return `$${((round === 'up' ? Math.ceil(cents) : Math.round(cents)) / 100).toFixed(2)}`;
}

/** Why there is no room, with the sum. */
export function budgetWords({ month, budget, planned, takes }: BeyondBudget): string {
  const left = Math.max(0, budget - planned);
  return `It would take ${dollarWords(takes, 'up')} of the budget of ${monthWords(month)}, of which ${dollarWords(left)} is left: ${dollarWords(planned)} of ${dollarWords(budget)} is planned already.`;
}
