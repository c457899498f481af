import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, type Step } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import { AccountConflictError } from '../domain/account-conflict.ts';

/**
 * What is written along with a change by which somebody could no longer get in as an administrator with a password of their own: that
 * passwords have not been switched off for all but theirs since.
 * @throws AccountConflictError `break-glass-account` when they are
 */
export async function breakGlassSteps(
  settings: Pick<SettingRepository, 'signIn' | 'unchangedSignInItem'>,
  { id }: Pick<StoredUser, 'id'>,
): Promise<Step<'edit-conflict'>[]> {
  const read = await settings.signIn();
  if (read.passwordsOf === 'break-glass' && read.breakGlassUserId === id) {
    throw new AccountConflictError('break-glass-account');
  }
  return [step(settings.unchangedSignInItem(read), 'edit-conflict')];
}
