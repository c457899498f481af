import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { retryOnConflict } from './conflict.ts';
import type { Database } from './database.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One write of a transaction; one with a condition names what it means when the condition does not hold. */
export interface Step<Reason extends string = never> {
  readonly item: TransactItem;
  readonly reason?: Reason;
  /** Its condition fails by a fault of ours alone, which is thrown. */
  readonly isGuard?: true;
}

/** A write whose condition may fail, and the reason that a failure stands for. */
export function step<Reason extends string>(item: TransactItem, reason: Reason): Step<Reason> {
  return { item, reason };
}

/** Writes that have no condition. */
export function plainSteps(...items: readonly TransactItem[]): Step[] {
  return items.map((item) => ({ item }));
}

/** A write whose condition holds unless something is badly wrong. */
export function guardStep(item: TransactItem): Step {
  return { item, isGuard: true };
}

/**
 * Writes all steps or none. Meeting another transaction is tried again; a condition that does not hold is not.
 * @param refused told the reason of the first step whose condition did not hold, after nothing was written
 * @returns what `refused` answers, or undefined when all was written
 * @throws WriteConflictError
 */
export async function transact<Reason extends string, Answer>(
  database: Database,
  steps: readonly Step<Reason>[],
  refused: (reason: Reason) => Answer,
): Promise<Answer | undefined> {
  refuseUnnamed(steps);
  const command = new TransactWriteCommand({ TransactItems: steps.map(({ item }) => item) });
  try {
    await retryOnConflict(() => database.client.send(command));
    return undefined;
  } catch (error) {
    const reason = firstReason(steps, error);
    if (reason === undefined) throw error;
    return refused(reason);
  }
}

/** Found by the first test that comes this way, not by the first person whose condition fails. */
function refuseUnnamed(steps: readonly Step<string>[]): void {
  for (const { item, reason, isGuard = false } of steps) {
    const [write] = Object.values(item);
    if ((write?.ConditionExpression === undefined) !== (reason === undefined && !isGuard)) {
      throw new Error(`A step on ${write?.TableName ?? 'no table'} must have a reason exactly if it has a condition`);
    }
  }
}

function firstReason<Reason extends string>(steps: readonly Step<Reason>[], error: unknown): Reason | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const failed = (error.CancellationReasons ?? []).findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  return steps[failed]?.reason;
}
