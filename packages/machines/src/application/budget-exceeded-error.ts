import { budgetWords } from '@cloudapp/contracts/budget-words';
import { fromMicros } from '@cloudapp/data/counters';

/** What has no room in a month's budget, in millionths of a dollar. */
export interface BeyondBudget {
  /** As `2026-11`. */
  readonly month: string;
  readonly limit: number;
  /** Without what was asked for. */
  readonly planned: number;
  readonly takes: number;
}

/** Thrown when a machine's owner would be planned to spend more than their budget; nothing was changed. */
export class BudgetExceededError extends Error {
  readonly code = 'budget-exceeded';
  readonly beyond: BeyondBudget;

  constructor(beyond: BeyondBudget) {
    super(`The budget of ${beyond.month} has no room for it`);
    this.name = 'BudgetExceededError';
    this.beyond = beyond;
  }

  /** Why there is no room, with the sum. */
  get words(): string {
    const { month, limit, planned, takes } = this.beyond;
    return budgetWords({
      month,
      budget: fromMicros(limit),
      planned: fromMicros(planned),
      takes: fromMicros(takes),
    });
  }
}
