import { gauge, type Counters } from '@cloudapp/data/counters';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';

/** Whether somebody counts as one of those without whom nobody could administer. */
export function isActiveAdministrator(user: StoredUser | undefined): boolean {
  return user?.role === 'admin' && user.status === 'active';
}

/** A user with changes applied. A new role or status begins a new epoch, which ends all sessions. */
export function changedUser(user: StoredUser, changes: UserChanges): { changes: UserChanges; user: StoredUser } {
  const role = changes.role ?? user.role;
  const status = changes.status ?? user.status;
  const endsSessions = role !== user.role || status !== user.status;
  const all = endsSessions ? { ...changes, sessionEpoch: user.sessionEpoch + 1 } : changes;
  return { changes: all, user: { ...user, ...all, version: user.version + 1 } };
}

/** What a user's change does to the numbers of active administrators, of all and of those without a password. */
export function administratorsChange(before: StoredUser | undefined, after: StoredUser | undefined) {
  const [was, is] = [before, after].map((user) => Number(isActiveAdministrator(user))) as [number, number];
  const without = (count: number, user: StoredUser | undefined) => (user?.hasNoPassword === true ? count : 0);
  return { active: is - was, withoutPassword: without(is, after) - without(was, before) };
}

/** The gauges that move when a user comes, changes or goes; those that stay are left out. */
export function gaugeChanges(before: StoredUser | undefined, after: StoredUser | undefined): Counters {
  const was = counts(before);
  return Object.fromEntries(
    Object.entries(counts(after))
      .map(([name, value]) => [name, value - (was[name] ?? 0)] as const)
      .filter(([, change]) => change !== 0),
  );
}

function counts(user: StoredUser | undefined): Counters {
  return {
    [gauge.users]: Number(user !== undefined),
    [gauge.activeUsers]: Number(user?.status === 'active'),
    [gauge.administrators]: Number(isActiveAdministrator(user)),
  };
}
