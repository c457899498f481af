import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { AccountConflictError } from '../domain/account-conflict.ts';
import { auditEntry, type Actor } from '../domain/audit-entry.ts';
import type { GroupRights } from '../domain/group-rules.ts';
import type { AccountChanges } from './account-changes.ts';

interface GroupRightsParts {
  readonly accounts: Pick<AccountChanges, 'update'>;
  readonly users: Pick<UserRepository, 'get'>;
  readonly quotas: Pick<QuotaRepository, 'get'>;
  readonly settings: Pick<SettingRepository, 'signIn'>;
}

/** Who changes rights, and what the audit log is to say of why. */
interface Because extends Actor {
  readonly detail: string;
}

/** Gives somebody the role and the quota that groups give, where they have others. */
export type RightsChange = (user: StoredUser, rights: GroupRights, because: Because) => Promise<StoredUser>;

/** Somebody may be edited at the same moment. */
const maxTries = 3;

/**
 * Rights follow groups, but for two who can always administer: the last administrator, and the account that gets in by its password
 * when nobody else does. A changed role ends sessions.
 */
export function groupRights(to: GroupRightsParts): RightsChange {
  return async (user, rights, because) => {
    let current = user;
    for (let tries = 1; ; tries += 1) {
      try {
        return await change(to, current, rights, because);
      } catch (error) {
        if (!(error instanceof AccountConflictError)) throw error;
        if (error.code === 'last-administrator') return await change(to, current, withoutRole(rights), because);
        const reread = tries === maxTries ? undefined : await to.users.get(user.id);
        if (reread === undefined) throw error;
        current = reread;
      }
    }
  };
}

async function change(
  to: GroupRightsParts,
  user: StoredUser,
  rights: GroupRights,
  { detail, ...actor }: Because,
): Promise<StoredUser> {
  const [changes, limit] = await Promise.all([roleChange(to, user, rights), quotaChange(to, user, rights)]);
  if (changes.role === undefined && limit === undefined) return user;
  return await to.accounts.update(user, changes, limit, auditEntry(actor, 'user-updated', user, { detail }));
}

async function roleChange(
  { settings }: GroupRightsParts,
  user: StoredUser,
  { role = user.role }: GroupRights,
): Promise<Pick<UserChanges, 'role'>> {
  if (role === user.role) return {};
  const isKept = role === 'user' && (await settings.signIn()).breakGlassUserId === user.id;
  return isKept ? {} : { role };
}

async function quotaChange({ quotas }: GroupRightsParts, { id }: StoredUser, { quota }: GroupRights) {
  if (quota === undefined || quota === (await quotas.get(id))?.limit) return undefined;
  return quota;
}

function withoutRole({ quota }: GroupRights): GroupRights {
  return quota === undefined ? {} : { quota };
}
