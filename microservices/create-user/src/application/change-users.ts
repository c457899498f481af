import type { ChangedOne, changeUsers as contract } from '@cloudapp/contracts/user';
import type { RouteAnswer, RouteBody } from '@cloudapp/contracts/route';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { UserEdit } from '../domain/user-edit.ts';
import { aFewAtATime } from './a-few-at-a-time.ts';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';
import { editUser, resetPassword, signOutUser } from './users.ts';

type Change = RouteBody<typeof contract>['change'];

/**
 * Does the same to several users, each by the use case for one, with its own line in the audit log. One who is refused, or who fails,
 * leaves the others as they are; asked for again, what is so already stays as it is.
 */
export async function changeUsers(
  parts: Parts,
  { ids, change }: RouteBody<typeof contract>,
  actor: ProvenActor,
  onError: (error: unknown) => void,
): Promise<RouteAnswer<typeof contract>> {
  // Asked before anybody is changed: half of it would be harder to go on with.
  requireFreshProof(actor, actor.now);
  const each = [...new Set(ids)];
  return { results: await aFewAtATime(each, (id) => changeOrExplain(parts, id, change, actor, onError)) };
}

async function changeOrExplain(
  parts: Parts,
  id: string,
  change: Change,
  actor: ProvenActor,
  onError: (error: unknown) => void,
): Promise<ChangedOne> {
  // Whoever ticks all must not lock themselves out among them.
  if (id === actor.id) return { id, outcome: 'refused', reason: 'own-account' };
  try {
    return { id, ...(await changeOne(parts, id, change, actor)) };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'internal-error') onError(error);
    return { id, outcome: 'refused', reason };
  }
}

async function changeOne(
  parts: Parts,
  id: string,
  change: Change,
  actor: ProvenActor,
): Promise<Omit<ChangedOne, 'id'>> {
  switch (change.action) {
    case 'disable':
      return edited(parts, id, { status: 'disabled', stopMachines: change.stopMachines }, actor);
    case 'enable':
      return edited(parts, id, { status: 'active' }, actor);
    case 'set-quota':
      return edited(parts, id, { quota: change.quota }, actor);
    case 'sign-out':
      await signOutUser(parts, id, actor);
      return { outcome: 'done' };
    case 'reset-password':
      return { outcome: 'done', ...(await resetPassword(parts, id, actor)) };
  }
}

async function edited(parts: Parts, id: string, edit: UserEdit, actor: ProvenActor): Promise<Omit<ChangedOne, 'id'>> {
  const { user, isChanged } = await editUser(parts, id, edit, actor);
  return { outcome: isChanged ? 'done' : 'unchanged', user };
}

function reasonOf(error: unknown): NonNullable<ChangedOne['reason']> {
  if (error instanceof UserError && error.code === 'user-not-found') return 'not-found';
  const code = error instanceof AccountConflictError ? error.code : undefined;
  return told.find((reason) => reason === code) ?? 'internal-error';
}

/** Conflicts of accounts that one of several may be refused by. */
const told = ['last-administrator', 'break-glass-account', 'edit-conflict'] as const;
