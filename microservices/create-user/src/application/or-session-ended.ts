import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { UserError } from './user-error.ts';

/** Whose account was deleted while the request was on its way has no session any more. */
export async function orSessionEnded<T>(ofSelf: Promise<T>): Promise<T> {
  try {
    return await ofSelf;
  } catch (error) {
    const isGone = error instanceof UserError && error.code === 'user-not-found';
    throw isGone ? new AccountConflictError('session-ended') : error;
  }
}
