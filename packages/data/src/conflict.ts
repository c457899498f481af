import {
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import pRetry from 'p-retry';

/** Thrown when a write met transactions on the same item again and again, until its tries were used up. */
export class WriteConflictError extends Error {
  readonly code = 'write-conflict';

  constructor(cause: unknown) {
    super('The write met other transactions until its tries were used up', { cause });
    this.name = 'WriteConflictError';
  }
}

/**
 * Counters are shared by many writers, so transactions meet. Twelve tries with jitter, from 5 to 10 ms doubling to 320 ms, let
 * 20 writers of one item pass (about 2.5 s at the most).
 */
const tries = { retries: 11, minTimeout: 5, factor: 2, maxTimeout: 320, randomize: true };

/**
 * Runs a write, trying again when it meets a transaction on the same item.
 * @throws WriteConflictError
 */
export async function retryOnConflict<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await pRetry(write, { ...tries, shouldRetry: ({ error }) => isConflict(error) });
  } catch (error) {
    // "In progress": the SDK has sent a transaction again whose answer was lost, and the first one still runs.
    if (error instanceof TransactionInProgressException || isConflict(error)) throw new WriteConflictError(error);
    throw error;
  }
}

/** A condition that does not hold is no conflict: it will not hold the next time either. */
function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}
