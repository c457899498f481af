import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** Attempts of one subject in the window that runs, or ran last. */
export const attemptItem = defineItem({
  table: 'sign-in-attempts',
  schema: z.object({ failures: z.int(), windowEndsAt: z.int() }),
});

/** How many attempts may fail within a window. */
export interface AttemptLimit {
  readonly maxFailures: number;
  readonly windowSeconds: number;
}

/** Whether an attempt may be made. */
export type Attempt =
  | { readonly isAllowed: true; readonly isLast: boolean }
  | { readonly isAllowed: false; readonly retryAfterSeconds: number };
