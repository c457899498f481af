import { newSpending, type Spending } from './budget-check.ts';
import type { Reader } from './mail-book.ts';

/** Somebody as the checker knows them. Instants are milliseconds since 1970. */
export interface Known extends Reader {
  readonly isAdmin: boolean;
  zone: string;
  /** Since when they live there. */
  zoneSince: number;
  isAway: boolean;
  /** Since when their machines are to stop, if they are. */
  order: number | undefined;
  spending: Spending;
}

export function newKnown(id: string, email: string, zone: string, isAdmin: boolean): Known {
  return {
    ...{ id, email, zone, zoneSince: -Infinity, isAdmin, isAway: false, order: undefined },
    spending: newSpending(),
    unwanted: new Set(),
    unwantedSince: -Infinity,
    bouncedAt: Infinity,
  };
}
