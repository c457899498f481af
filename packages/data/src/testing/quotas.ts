import type { Database } from '../database.ts';
import { QuotaRepository } from '../quota-repository.ts';
import { step, transact } from '../transaction.ts';

/** Sets how many machines a user who exists may have. */
export async function givenQuota(database: Database, userId: string, limit: number): Promise<void> {
  const limiting = step(new QuotaRepository(database).limitItem(userId, limit), 'no such user');
  await transact(database, [limiting], (reason) => {
    throw new Error(reason);
  });
}
