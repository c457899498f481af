import {
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';

/** Thrown when a write met transactions on the same item again and again, until its tries were used up. */
export class WriteConflictError extends Error {
  readonly code = 'write-conflict';

  constructor(cause: unknown) {
    super('The write met other transactions until its tries were used up', { cause });
    this.name = 'WriteConflictError';
  }
}

/**
 * Counters are shared by many writers, so transactions meet. Twelve tries with full jitter, from 10 ms doubling to 320 ms,
 * let 20 writers of one item pass (about 2 s at the most).
 */
const maxTries = 12;
const firstDelayMs = 10;
const longestDelayMs = 320;

/**
 * Runs a write, trying again when it meets a transaction on the same item.
 * @throws WriteConflictError
 */
export async function retryOnConflict<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      // The SDK has sent a transaction again whose answer was lost, and the first one still runs.
      if (error instanceof TransactionInProgressException) throw new WriteConflictError(error);
      if (!isConflict(error)) throw error;
      if (attempt === maxTries) throw new WriteConflictError(error);
      await delay(Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt));
    }
  }
}

/** A condition that does not hold is no conflict: it will not hold the next time either. */
function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}
