import type { Asks, BudgetsAsked, RulesAsked } from './asks.ts';
import type { Bill } from './bill.ts';
import type { Machine } from './machine.ts';
import type { Known } from './people.ts';
import type { Troubles } from './troubles.ts';

/** How much there was to see. */
export interface Figures {
  stops: number;
  starts: number;
  warnings: number;
  deletions: number;
  entries: number;
  readonly stopsBy: Record<string, number>;
}

/** What is known of machines and people, for whoever judges what happens to them. Instants are milliseconds since 1970. */
export interface Evidence {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly people: ReadonlyMap<string, Known>;
  readonly asks: Asks;
  readonly troubles: Troubles;
  readonly figures: Figures;
  /** Machines that were stopped at AWS, and when. */
  readonly stoppedOutside: ReadonlyMap<string, number>;
  /** Until when EC2 starts nothing. */
  readonly refusesStartsUntil: number;
  /** How long what rests may wait for a look for which nothing is due. */
  readonly looksMs: number;
  rules: RulesAsked;
  /** When they were set last. */
  rulesSince: number;
  budgets: BudgetsAsked;
  /** When they were set last. */
  budgetsSince: number;
  readonly bill: Bill;
  ownerOf(machine: Machine): Known;
  /** Something is not as it must be. */
  find(what: string, at?: number): void;
}
