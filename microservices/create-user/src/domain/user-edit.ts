import { hasSecondFactor } from '@cloudapp/accounts/domain/second-factor';
import type { User } from '@cloudapp/contracts/user';
import type { Quota } from '@cloudapp/data/quota-item';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';

/** What somebody asks to be set of a user. */
export interface UserEdit {
  readonly name?: string | undefined;
  readonly role?: User['role'] | undefined;
  readonly status?: User['status'] | undefined;
  readonly quota?: number | undefined;
  /** None, with null. */
  readonly group?: string | null | undefined;
  readonly costCentre?: string | null | undefined;
  /** Whether the machines of somebody who is disabled are stopped. */
  readonly stopMachines?: boolean | undefined;
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
      /** Whether it gives or takes what somebody with a found session must not. */
      readonly hurts: boolean;
    };

/** What the log calls what is called otherwise here. */
const words: Readonly<Record<string, string>> = { costCentre: 'cost centre' };

/** Who edits, and when. */
type Editor = Readonly<Record<'id' | 'name', string>> & { readonly now: Date };

/** What differs from what is already so. */
export function decideEdit(
  user: StoredUser,
  quota: Quota,
  { stopMachines, ...edit }: UserEdit,
  editor: Editor,
): UserEditDecision {
  const before = factsOf(user, quota);
  const changed = Object.fromEntries(
    Object.entries(edit).filter(
      ([name, value]) => value !== undefined && value !== before[name as keyof typeof before],
    ),
  ) as { [K in keyof typeof edit]: Exclude<UserEdit[K], undefined> };
  const disabling = edit.status === 'disabled' ? disablingOf(user, stopMachines, editor) : undefined;
  const lines = Object.entries(changed).map(
    ([name, value]) => `${words[name] ?? name}: ${before[name as keyof typeof before] ?? 'none'} → ${value ?? 'none'}`,
  );
  if (disabling) lines.push(`machines: ${disabling.stopsMachines ? 'stop' : 'keep running'}`);
  if (lines.length === 0) return { isNeeded: false };
  const { quota: quotaLimit, group, costCentre, ...fields } = changed;
  const changes = { ...fields, ...belonging({ group, costCentre }), ...(disabling && { disabling }) };
  return {
    isNeeded: true,
    hurts: isHarmful(changes, quotaLimit, before.quota),
    changes,
    quotaLimit,
    action: actionOf(changes.status),
    detail: lines.join('; '),
  };
}

function factsOf({ name, role, status, group, costCentre }: StoredUser, { limit: quota }: Quota) {
  return { name, role, status, quota, group: group ?? null, costCentre: costCentre ?? null };
}

/** A group and a cost centre as changes: what is there and undefined is taken away. */
function belonging(given: Pick<UserEdit, 'group' | 'costCentre'>): Pick<UserChanges, 'group' | 'costCentre'> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ?? undefined]),
  );
}

function isHarmful(
  { role, status, disabling }: UserChanges,
  quotaLimit: number | undefined,
  quotaBefore: number,
): boolean {
  return [role, status, disabling].some((change) => change !== undefined) || (quotaLimit ?? 0) > quotaBefore;
}

/** Somebody who is disabled already can still have their machines stopped, which disables nobody; asked for again, it changes nothing. */
function disablingOf(user: StoredUser, stopMachines: boolean | undefined, { id, name, now }: Editor) {
  const isNew = user.status !== 'disabled';
  const isMore = stopMachines === true && user.disabling?.stopsMachines !== true;
  if (!isNew && !isMore) return undefined;
  return { at: now.toISOString(), by: { id, name }, stopsMachines: stopMachines ?? true };
}

function actionOf(status: User['status'] | undefined) {
  if (status === undefined) return 'user-updated';
  return status === 'active' ? 'user-enabled' : 'user-disabled';
}

/** A user as everybody may see one. */
export function presentUser(stored: StoredUser, quota: Quota = { limit: 0, used: 0 }): User {
  const { id, email, name, role, status, mustChangePassword, createdAt, lastSignInAt, group, costCentre } = stored;
  const shared = { id, email, name, role, status, mustChangePassword, createdAt, lastSignInAt, group, costCentre };
  return { ...shared, hasSecondFactor: hasSecondFactor(stored), quota };
}
