import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import type { StoredPerson } from '@cloudapp/data/directory-item';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';
import { accountName, costCentreOf, groupOf, stateOf, type PersonState } from './scim-user.ts';
import { decideEdit } from './user-edit.ts';

/** What a directory's word on somebody comes to. */
interface PersonDecision {
  readonly changes: UserChanges;
  readonly action: 'user-updated' | 'user-enabled' | 'user-disabled';
  /** What the audit log says of it; empty where nothing differs. */
  readonly detail: string;
}

/** What decides nothing here: a directory sets no quota by itself. */
const noQuota = { limit: 0, used: 0 };

/**
 * What differs from what is so. Whom an administrator has disabled stays disabled, whatever the directory says: it sends `active` with
 * every change of a name, and knows nothing of a lost laptop.
 * @param person what the directory has said before; absent for whom it takes over
 */
export function decidePerson(
  user: StoredUser,
  wanted: PersonState,
  actor: Actor,
  person?: StoredPerson,
): PersonDecision {
  const name = isNewName(wanted, user, person) ? { name: accountName(wanted) } : {};
  const belongs = belonging(wanted, user, person);
  const decision = decideEdit(user, noQuota, { status: statusDue(user, wanted, actor), ...name, ...belongs }, actor);
  const { changes, action, detail } = decision.isNeeded ? decision : nothing;
  const isMoved = wanted.userName !== user.email;
  const lines = [
    detail,
    isMoved ? `e-mail: ${user.email} → ${wanted.userName}` : '',
    ...(person === undefined ? [] : wordsChanged(stateOf(user, person), wanted)),
  ];
  return {
    changes: { ...changes, ...(isMoved && { email: wanted.userName }) },
    action,
    detail: lines.filter((line) => line !== '').join('; '),
  };
}

const nothing: PersonDecision = { changes: {}, action: 'user-updated', detail: '' };

function statusDue(user: StoredUser, { active }: PersonState, actor: Actor): StoredUser['status'] {
  const isBlocked = user.status === 'disabled' && user.disabling?.by.id !== actor.id;
  return active && !isBlocked ? 'active' : 'disabled';
}

/** A person may call themselves otherwise here; only another word of the directory changes that. */
function isNewName(wanted: PersonState, user: StoredUser, person: StoredPerson | undefined): boolean {
  return person === undefined || accountName(wanted) !== accountName(stateOf(user, person));
}

/** As with a name, an administrator may say otherwise until the directory has another word; it takes away what it gave alone. */
function belonging(wanted: PersonState, user: StoredUser, person: StoredPerson | undefined) {
  const before = person && stateOf(user, person);
  const [group, costCentre] = [groupOf, costCentreOf].map((read) => {
    const [was, is] = [before && read(before), read(wanted)];
    return was === is ? undefined : (is ?? null);
  });
  return { group, costCentre };
}

const words = ['externalId', 'displayName', 'fullName', 'familyName', 'givenName', 'department', 'costCenter'] as const;

function wordsChanged(before: PersonState, after: PersonState): string[] {
  return words
    .filter((word) => before[word] !== after[word])
    .map((word) => `${word}: ${before[word] ?? 'none'} → ${after[word] ?? 'none'}`);
}
