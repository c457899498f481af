import type { StopOrder } from './stop-order.ts';

/** What holds for a machine besides what is stored of it. */
export interface Rules {
  /** All machines of its owner are to stop. */
  readonly order?: StopOrder | undefined;
  /** What its owner's machines may cost this month is spent, and that holds for them; undefined where it is not known. */
  readonly isBudgetSpent?: boolean | undefined;
  /** Days that it is kept while it is off; undefined for ever. */
  readonly keptDays?: number | undefined;
  /** Its owner's account is disabled: nobody would answer a warning. */
  readonly isOwnerAway?: boolean | undefined;
}
