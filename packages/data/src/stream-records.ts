import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';

const insertedSchema = z.object({
  Records: z.array(z.object({ eventName: z.literal('INSERT'), dynamodb: z.looseObject({ NewImage: z.unknown() }) })),
});

/** Whether a function was called by the clock, or by whoever else brings no records. */
export function isWithoutRecords(event: unknown): boolean {
  return typeof event !== 'object' || event === null || !('Records' in event);
}

/**
 * What a stream of DynamoDB tells of: items as they were written first, whatever may have been put over them since.
 * @param onUnreadable called with the keys of each that the schema refuses: it keeps no other waiting
 */
export function insertedItems<T>(event: unknown, schema: z.ZodType<T>, onUnreadable: (keys: unknown) => void): T[] {
  return insertedSchema.parse(event).Records.flatMap(({ dynamodb }) => {
    try {
      return [schema.parse(unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]))];
    } catch {
      onUnreadable(dynamodb['Keys']);
      return [];
    }
  });
}
