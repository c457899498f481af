import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from './database.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Thrown when conditions of a transaction did not hold; `failed` has the positions of the items whose did not. */
export class ConditionFailedError extends Error {
  readonly code = 'condition-failed';
  readonly failed: readonly number[];

  constructor(failed: readonly number[], cause: unknown) {
    super(`Conditions of items ${failed.join(', ')} did not hold`, { cause });
    this.name = 'ConditionFailedError';
    this.failed = failed;
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
 * Writes all items or none. Meeting another transaction is tried again; a condition that does not hold is not.
 * @throws ConditionFailedError
 */
export async function transact(database: Database, items: TransactItem[], token?: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.client.send(new TransactWriteCommand({ TransactItems: items, ClientRequestToken: token }));
      return;
    } catch (error) {
      const failed = failedConditions(error);
      if (failed.length > 0) throw new ConditionFailedError(failed, error);
      if (!isConflict(error) || attempt === maxTries) throw error;
      await delay(Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt));
    }
  }
}

/** Runs a single write, trying again when it meets a transaction on the same item. */
export async function retryOnConflict<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!isConflict(error) || attempt === maxTries) throw error;
      await delay(Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt));
    }
  }
}

function failedConditions(error: unknown): number[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).flatMap((reason, index) =>
    reason.Code === 'ConditionalCheckFailed' ? [index] : [],
  );
}

function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some((reason) => reason.Code === 'TransactionConflict')
  );
}
