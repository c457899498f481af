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

/** Thrown for keys of a batch that DynamoDB left aside, and again when it did so until all tries were used up. */
export class UnprocessedKeysError extends Error {
  readonly code = 'unprocessed-keys';

  constructor(count: number) {
    super(`DynamoDB left ${count} keys of a batch aside`);
    this.name = 'UnprocessedKeysError';
  }
}

/** Thrown when transactions were cancelled since too much was asked of DynamoDB, until their tries were used up. */
export class ThrottledError extends Error {
  readonly code = 'throttled';

  constructor(cause: unknown) {
    super('DynamoDB throttled the transaction until its tries were used up', { cause });
    this.name = 'ThrottledError';
  }
}

/**
 * Counters are shared by many writers, so transactions meet. Twelve tries with jitter, from 5 to 10 ms doubling to 320 ms, let
 * 20 writers of one item pass (about 2.5 s at the most).
 */
const tries = { retries: 11, minTimeout: 5, factor: 2, maxTimeout: 320, randomize: true };

/**
 * Runs a write, trying again when it meets a transaction on the same item or is throttled within a transaction.
 * @throws WriteConflictError, ThrottledError
 */
export async function retryOnConflict<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await retryWhilePassing(write);
  } catch (error) {
    // "In progress": the SDK has sent a transaction again whose answer was lost, and the first one still runs.
    if (error instanceof TransactionInProgressException || isConflict(error)) throw new WriteConflictError(error);
    throw error;
  }
}

/**
 * Runs a call, trying again, after a pause each time, for what passes by itself and the SDK does not repeat.
 * @throws ThrottledError
 */
export async function retryWhilePassing<T>(call: () => Promise<T>): Promise<T> {
  const first = call();
  try {
    return await first; // nearly always, and without what it takes to try again
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  try {
    return await pRetry((attempt) => (attempt === 1 ? first : call()), {
      ...tries,
      shouldRetry: ({ error }) => isPassing(error),
    });
  } catch (error) {
    throw isCancelledFor(error, throttled) ? new ThrottledError(error) : error;
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof UnprocessedKeysError || isConflict(error) || isCancelledFor(error, throttled);
}

function isConflict(error: unknown): boolean {
  return error instanceof TransactionConflictException || isCancelledFor(error, ['TransactionConflict']);
}

/** The SDK repeats what is throttled, but not a transaction that was cancelled for it. */
const throttled = ['ThrottlingError', 'ProvisionedThroughputExceeded'];

/** A condition that does not hold will not hold the next time either, whatever else is wrong. */
function isCancelledFor(error: unknown, reasons: readonly string[]): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code = '' }) => Code);
  return codes.some((code) => reasons.includes(code)) && !codes.includes('ConditionalCheckFailed');
}
