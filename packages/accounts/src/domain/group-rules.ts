import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { standardQuota } from '@cloudapp/contracts/user';
import type { StoredUser } from '@cloudapp/data/user-item';

/** What groups give somebody; what no rule speaks of is absent, and stays as it is. */
export interface GroupRights {
  readonly role?: StoredUser['role'];
  readonly quota?: number;
}

/**
 * What belonging to some groups of a directory gives: the most that any rule gives counts. Where there are rules for roles, who is in
 * none of their groups is a user; where there are rules for machines, such a person has the usual number.
 */
export function rightsOf(rules: readonly GroupRule[], groups: readonly string[]): GroupRights {
  const matched = rules.filter(({ group }) => groups.includes(group));
  const quotas = matched.flatMap(({ quota }) => quota ?? []);
  const isAdmin = matched.some(({ role }) => role === 'admin');
  return {
    ...(rules.some(({ role }) => role !== undefined) && { role: isAdmin ? 'admin' : 'user' }),
    ...(rules.some(({ quota }) => quota !== undefined) && {
      quota: quotas.length > 0 ? Math.max(...quotas) : standardQuota,
    }),
  };
}
