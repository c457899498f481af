import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { retryWhilePassing, UnprocessedKeysError } from './conflict.ts';
import type { Database } from './database.ts';
import type { TablePart } from './tables.ts';

export type BatchedWrite = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** BatchWriteItem takes at most 25 writes. */
const batchSize = 25;
/** Batches on their way at once: 200 writes, a fifth of what a partition takes in a second. */
const parallel = 8;

/**
 * Puts and removes items of a table, each for itself: whoever is interrupted has written some, and may write all again. What DynamoDB
 * leaves aside is asked for again after a pause.
 * @throws UnprocessedKeysError when it leaves some aside until the tries are used up
 */
export async function writeBatches(
  database: Database,
  part: TablePart,
  writes: readonly BatchedWrite[],
): Promise<void> {
  const table = database.table(part);
  const batches = Array.from({ length: Math.ceil(writes.length / batchSize) }, (_, index) =>
    writes.slice(index * batchSize, (index + 1) * batchSize),
  );
  const writeOne = async (batch: BatchedWrite[]) => {
    let pending = batch;
    await retryWhilePassing(async () => {
      const { UnprocessedItems } = await database.client.send(
        new BatchWriteCommand({ RequestItems: { [table]: pending } }),
      );
      pending = UnprocessedItems?.[table] ?? [];
      if (pending.length > 0) throw new UnprocessedKeysError(pending.length);
    });
  };
  for (let start = 0; start < batches.length; start += parallel) {
    await Promise.all(batches.slice(start, start + parallel).map(writeOne));
  }
}
