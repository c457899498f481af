import { capacityMessage } from './engine.ts';
import { ServiceError } from './service-error.ts';
import { cancelled, throttled } from './transactions.ts';

/** What is wrong with every call for a while. */
export interface Trouble {
  /** How much longer each call takes. @default 0 */
  readonly slowMilliseconds?: number;
  /** Each call is refused, since too much is asked for. @default false */
  readonly isThrottled?: boolean;
}

/** How an operation is refused when there is nothing left of any partition: a transaction is cancelled for it. */
export function refusalOf(operation: string, request: object): ServiceError {
  if (!operation.startsWith('Transact')) return new ServiceError('ThrottlingException', capacityMessage);
  const { TransactItems } = request as { readonly TransactItems: readonly object[] };
  return cancelled(TransactItems.map(() => throttled({ isOnDemand: true })));
}
