import type { ProblemCode } from '@cloudapp/contracts/problem';
import { AccountConflictError } from '@cloudapp/data/account-repository';
import { ProblemError } from '@cloudapp/service-kit/problem-error';

/** Runs a change; a conflict of the tables becomes the problem that people are told of. */
export async function orProblem<T>(change: Promise<T>, whenSessionEnded: ProblemCode = 'not-found'): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof AccountConflictError)) throw error;
    throw new ProblemError(error.code === 'session-ended' ? whenSessionEnded : error.code, {}, error);
  }
}
