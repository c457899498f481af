import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { retryOnConflict } from './conflict.ts';

/**
 * Runs a single write that has a condition, trying again when it meets a transaction on the same item.
 * @returns whether the condition held
 */
export async function writeIf(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await retryOnConflict(write);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
