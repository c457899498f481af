import type { Item } from './attribute-value.ts';
import type { Engine } from './engine.ts';
import { touched } from './expressions/update.ts';
import { ServiceError } from './service-error.ts';
import {
  conditionError,
  demandsOf,
  judge,
  readWrite,
  type Outcome,
  type Write,
  type WriteRequest,
} from './write-request.ts';

type Written = Exclude<Outcome, { isRefused: true }>;

/**
 * PutItem, UpdateItem and DeleteItem. One of an item that an ongoing transaction writes is refused with
 * TransactionConflictException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export async function writeOne(
  engine: Engine,
  kind: 'Put' | 'Update' | 'Delete',
  request: WriteRequest,
): Promise<{ Attributes?: Item }> {
  const write = readWrite(engine.tables, kind, request);
  if (engine.ongoing.isInTransaction(write.text)) {
    await engine.passCall();
    throw new ServiceError('TransactionConflictException', 'Transaction is ongoing for the item');
  }
  const outcome = judge(write);
  engine.takeOrThrottle(`${kind}Item`, write.table, demandsOf(write, outcome, false));
  if (outcome.isRefused) {
    await engine.passCall();
    throw conditionError(write, outcome);
  }
  write.table.replace(outcome.before, outcome.after, engine.clock.now());
  await engine.ongoing.write(write.text, () => engine.passCall());
  const attributes = returns[request.ReturnValues ?? 'NONE'](write, outcome);
  return attributes ? { Attributes: attributes } : {};
}

/** What a write answers by its ReturnValues. */
const returns: Record<
  NonNullable<WriteRequest['ReturnValues']>,
  (write: Write, written: Written) => Item | undefined
> = {
  NONE: () => undefined,
  ALL_OLD: (_, { before }) => before,
  ALL_NEW: (_, { after }) => after,
  UPDATED_OLD: ({ update = [] }, { before }) => before && touched(update, before),
  UPDATED_NEW: ({ update = [] }, { after }) => after && touched(update, after),
};
