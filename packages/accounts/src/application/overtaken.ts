import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';

const mostTries = 5;

/**
 * Decides and writes once more where somebody else was faster, from what is so then.
 * @param overtaken by which conflicts of accounts that shows
 */
export async function againWhenOvertaken<T>(
  change: () => Promise<T>,
  overtaken: readonly AccountConflict[] = ['edit-conflict'],
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change();
    } catch (error) {
      const isOvertaken = error instanceof AccountConflictError && overtaken.includes(error.code);
      if (!isOvertaken || attempt === mostTries) throw error;
    }
  }
}
