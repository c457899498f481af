import { plainSteps, step, type Step } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';
import { administratorsChange } from '../domain/user-changes.ts';

type Users = Pick<UserRepository, 'administrators' | 'moreAdministratorsItem' | 'fewerAdministratorsItem'>;

/**
 * Counts administrators within a change. One stays, and one with a password where there is any: companies may not answer.
 * @throws AccountConflictError `last-administrator`
 */
export async function administratorSteps(
  users: Users,
  before: StoredUser | undefined,
  after: StoredUser | undefined,
): Promise<Step<AccountConflict>[]> {
  const change = administratorsChange(before, after);
  if (change.active === 0 && change.withoutPassword === 0) return [];
  if (change.active >= 0) return plainSteps(users.moreAdministratorsItem(change));
  if (change.withoutPassword < 0) return [step(users.fewerAdministratorsItem(change), 'last-administrator')];
  const { active, withoutPassword } = await users.administrators();
  if (active - withoutPassword <= 1) throw new AccountConflictError('last-administrator');
  return [step(users.fewerAdministratorsItem(change, withoutPassword), 'edit-conflict')];
}
