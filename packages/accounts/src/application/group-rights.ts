import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { AccountConflictError } from '../domain/account-conflict.ts';
import { auditEntry, type Actor } from '../domain/audit-entry.ts';
import type { GroupRights } from '../domain/group-rules.ts';
import type { AccountChanges } from './account-changes.ts';
import { againWhenOvertaken } from './overtaken.ts';

interface GroupRightsParts {
  readonly accounts: Pick<AccountChanges, 'update'>;
  readonly users: Pick<UserRepository, 'get'>;
  readonly quotas: Pick<QuotaRepository, 'get'>;
  readonly settings: Pick<SettingRepository, 'signIn'>;
}

/** Who changes rights, and what the audit log is to say of why, where that is not plain from who it is. */
interface Because extends Actor {
  readonly why?: string;
}

/** Gives somebody the role and the quota that groups give, where they have others; answers them as they are then. */
export type RightsChange = (user: StoredUser, rights: GroupRights, because: Because) => Promise<StoredUser>;

/**
 * Rights follow groups, but for two who can always administer: the last administrator, and the account that gets in by its password
 * when nobody else does. A changed role ends sessions.
 */
export function groupRights(to: GroupRightsParts): RightsChange {
  return async (user, rights, because) => {
    let read: StoredUser | undefined = user;
    return await againWhenOvertaken(async () => {
      const current = read ?? (await to.users.get(user.id));
      read = undefined;
      return current === undefined ? user : await change(to, current, rights, because);
    });
  };
}

async function change(
  to: GroupRightsParts,
  user: StoredUser,
  rights: GroupRights,
  because: Because,
): Promise<StoredUser> {
  const [role, quota] = await Promise.all([roleDue(to, user, rights), quotaDue(to, user, rights)]);
  try {
    return await write(to, user, { role, quota }, because);
  } catch (error) {
    if (!(error instanceof AccountConflictError) || error.code !== 'last-administrator') throw error;
    return await write(to, user, { quota }, because);
  }
}

/** What becomes another, with what it was. */
interface Due<T> {
  readonly from: T | undefined;
  readonly to: T;
}

async function roleDue(
  { settings }: GroupRightsParts,
  { id, role: from }: StoredUser,
  { role = from }: GroupRights,
): Promise<Due<StoredUser['role']> | undefined> {
  if (role === from) return undefined;
  const isKept = role === 'user' && (await settings.signIn()).breakGlassUserId === id;
  return isKept ? undefined : { from, to: role };
}

async function quotaDue(
  { quotas }: GroupRightsParts,
  { id }: StoredUser,
  { quota }: GroupRights,
): Promise<Due<number> | undefined> {
  if (quota === undefined) return undefined;
  const from = (await quotas.get(id))?.limit;
  return quota === from ? undefined : { from, to: quota };
}

async function write(
  { accounts }: GroupRightsParts,
  user: StoredUser,
  due: { readonly role?: Due<StoredUser['role']> | undefined; readonly quota: Due<number> | undefined },
  { why, ...actor }: Because,
): Promise<StoredUser> {
  const lines = Object.entries(due).flatMap(([name, one]) => (one ? [`${name}: ${one.from} → ${one.to}`] : []));
  if (lines.length === 0) return user;
  const detail = [why, lines.join('; ')].filter((part) => part !== undefined).join(': ');
  const changes = due.role ? { role: due.role.to } : {};
  return await accounts.update(user, changes, due.quota?.to, auditEntry(actor, 'user-updated', user, { detail }));
}
