import type { Reader } from './mail-book.ts';

/** What is known of somebody's budget. Instants are milliseconds since 1970. */
export interface Spending {
  /** Since when it is known that all is spent; undefined while it is not. */
  spentSince: number | undefined;
  /** The part of a month's budget that was told of last, in per cent. */
  told: { readonly month: string; readonly percent: number } | undefined;
  /** Since when each part is spent, in this month. */
  reached: Map<number, number>;
  reachedIn: string;
}

export function newSpending(): Spending {
  return { spentSince: undefined, told: undefined, reached: new Map(), reachedIn: '' };
}

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
