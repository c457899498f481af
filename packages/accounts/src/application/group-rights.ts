import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
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
  { accounts, quotas, settings }: GroupRightsParts,
  user: StoredUser,
  { role = user.role, quota }: GroupRights,
  { detail, ...actor }: Because,
): Promise<StoredUser> {
  const held = quota === undefined ? undefined : (await quotas.get(user.id))?.limit;
  const isDemotion = role !== user.role && role === 'user';
  const isKept = isDemotion && (await settings.signIn()).breakGlassUserId === user.id;
  const changes = role === user.role || isKept ? {} : { role };
  const limit = quota === held ? undefined : quota;
  if (Object.keys(changes).length === 0 && limit === undefined) return user;
  return await accounts.update(user, changes, limit, auditEntry(actor, 'user-updated', user, { detail }));
}

function withoutRole({ role: _role, ...rest }: GroupRights): GroupRights {
  return rest;
}
