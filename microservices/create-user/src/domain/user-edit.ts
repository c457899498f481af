import type { User } from '@cloudapp/contracts/user';
import type { Quota } from '@cloudapp/data/quota-item';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';

/** What somebody asks to be set of a user. */
export interface UserEdit {
  readonly name?: string | undefined;
  readonly role?: User['role'] | undefined;
  readonly status?: User['status'] | undefined;
  readonly quota?: number | undefined;
}

/** What an edit comes to: nothing, or changes and how the audit log tells them. */
export type UserEditDecision =
  | { readonly isNeeded: false }
  | {
      readonly isNeeded: true;
      readonly changes: UserChanges;
      readonly quotaLimit: number | undefined;
      readonly action: 'user-updated' | 'user-enabled' | 'user-disabled';
      readonly detail: string;
    };

/** What differs from what is already so. */
export function decideEdit(user: StoredUser, quota: Quota, edit: UserEdit): UserEditDecision {
  const before = { name: user.name, role: user.role, status: user.status, quota: quota.limit };
  const changed = Object.fromEntries(
    Object.entries(edit).filter(([name, value]) => value !== undefined && value !== before[name as keyof UserEdit]),
  ) as { [K in keyof UserEdit]: NonNullable<UserEdit[K]> };
  const detail = Object.entries(changed)
    .map(([name, value]) => `${name}: ${before[name as keyof UserEdit]} → ${value}`)
    .join('; ');
  if (detail === '') return { isNeeded: false };
  const { quota: quotaLimit, ...changes } = changed;
  return { isNeeded: true, changes, quotaLimit, action: actionOf(changes.status), detail };
}

function actionOf(status: User['status'] | undefined) {
  if (status === undefined) return 'user-updated';
  return status === 'active' ? 'user-enabled' : 'user-disabled';
}

/** A user as everybody may see one. */
export function presentUser(stored: StoredUser, quota: Quota = { limit: 0, used: 0 }): User {
  const { id, email, name, role, status, mustChangePassword, createdAt, lastSignInAt } = stored;
  return { id, email, name, role, status, mustChangePassword, quota, createdAt, lastSignInAt };
}
