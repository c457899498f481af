import { claimSteps, leaveSteps } from '@cloudapp/accounts/application/directory-changes';
import { unmatchedPasswordHash } from '@cloudapp/accounts/adapters/password-hash';
import { againWhenOvertaken } from '@cloudapp/accounts/application/overtaken';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { newUser } from '@cloudapp/accounts/domain/new-user';
import { rightsOf } from '@cloudapp/accounts/domain/group-rules';
import type { ScimUser } from '@cloudapp/contracts/scim-resource';
import { standardQuota } from '@cloudapp/contracts/user';
import type { StoredPerson } from '@cloudapp/data/directory-item';
import { step } from '@cloudapp/data/transaction';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';
import { decidePerson } from '../domain/person-edit.ts';
import { ScimFault } from '../domain/scim-fault.ts';
import { accountName, costCentreOf, groupOf, presentScimUser, stateOf, type PersonState } from '../domain/scim-user.ts';
import { withRights } from './directory-rights.ts';
import type { Parts } from './parts.ts';
import { requireVersion, scimBase } from './scim-request.ts';
import { UserError } from './user-error.ts';

interface Managed {
  readonly user: StoredUser;
  readonly person: StoredPerson;
}

/** Somebody whom the directory manages; everybody else is not there for it. */
export async function requirePerson({ users, directory }: Parts, id: string): Promise<Managed> {
  const [user, person] = await Promise.all([users.get(id), directory.person(id)]);
  if (user === undefined || person === undefined) throw new UserError({ code: 'user-not-found' });
  return { user, person };
}

export async function getPerson(parts: Parts, id: string): Promise<ScimUser> {
  const { user, person } = await requirePerson(parts, id);
  return presentScimUser(user, person, scimBase(parts));
}

/** Creates the account of somebody, or takes over the one with their e-mail. */
export async function addPerson(parts: Parts, wanted: PersonState, actor: Actor): Promise<ScimUser> {
  const [id = ''] = await withRights(parts, actor, async () => [await createOrAdopt(parts, wanted, actor)]);
  return await getPerson(parts, id);
}

async function createOrAdopt(parts: Parts, wanted: PersonState, actor: Actor): Promise<string> {
  return await againWhenOvertaken(async () => {
    const credential = await parts.credentials.get(wanted.userName);
    const user = credential && (await parts.users.get(credential.userId));
    return user === undefined ? await create(parts, wanted, actor) : await adopt(parts, user, wanted, actor);
  });
}

async function create(parts: Parts, wanted: PersonState, actor: Actor): Promise<string> {
  const { accounts, directory } = parts;
  const { now } = actor;
  const id = parts.newUserId(now);
  const begun = newUser(
    id,
    {
      ...{ email: wanted.userName, name: accountName(wanted), role: 'user' },
      ...{ group: groupOf(wanted), costCentre: costCentreOf(wanted) },
    },
    now,
  );
  const isDisabled = !wanted.active && { status: 'disabled' as const, disabling: disablingBy(actor) };
  const user = { ...begun, mustChangePassword: false, hasNoPassword: true, ...isDisabled };
  const person = personFrom(wanted, { userId: id, joinedAt: now.toISOString() }, now);
  await accounts.create(user, { hash: unmatchedPasswordHash }, standardQuota, auditEntry(actor, 'user-created', user), [
    step(directory.personItem(person, true), 'edit-conflict'),
    ...claimSteps(directory, 'person-external-id', id, undefined, person.externalId),
  ]);
  return id;
}

/**
 * Takes over an account that is there already. An administrator's is not: whoever sets up a directory could take it, with all that it may
 * do, by writing its e-mail. An account that an administrator has disabled stays disabled.
 */
async function adopt(parts: Parts, user: StoredUser, wanted: PersonState, actor: Actor): Promise<string> {
  const { accounts, directory } = parts;
  if ((await directory.person(user.id)) !== undefined) {
    throw new ScimFault('directory-has-it', 'The directory has somebody with this userName');
  }
  if (user.role === 'admin') {
    throw new ScimFault(
      'email-taken',
      'An administrator has this userName, and is not taken over: make them a user first',
    );
  }
  // What an index did not tell yet when they left: they are in no group until somebody says so.
  await directory.forgetMember(user.id);
  const person = personFrom(wanted, { userId: user.id, joinedAt: actor.now.toISOString() }, actor.now);
  const { changes } = decidePerson(user, wanted, actor);
  const detail = `${user.email}, ${(changes.status ?? user.status) === 'active' ? 'active' : 'disabled'}`;
  await accounts.update(user, changes, undefined, auditEntry(actor, 'directory-user-joined', user, { detail }), [
    step(directory.personItem(person, true), 'edit-conflict'),
    ...claimSteps(directory, 'person-external-id', user.id, undefined, person.externalId),
  ]);
  return user.id;
}

/** Changes somebody to what `change` makes of how they are; what is so already is left alone. */
export async function changePerson(
  parts: Parts,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
  change: (state: PersonState) => PersonState,
  actor: Actor,
): Promise<ScimUser> {
  const { accounts, directory } = parts;
  return await againWhenOvertaken(async () => {
    const { user, person } = await requirePerson(parts, id);
    requireVersion(ifMatch, user);
    const wanted = change(stateOf(user, person));
    const next = personFrom(wanted, person, actor.now);
    const { changes, action, detail } = decidePerson(user, wanted, actor, person);
    if (changes.email !== undefined) refuseAdministrator(user);
    if (detail === '') return presentScimUser(user, person, scimBase(parts));
    const updated = await accounts.update(user, changes, undefined, auditEntry(actor, action, user, { detail }), [
      step(directory.personItem(next, false), 'edit-conflict'),
      ...claimSteps(directory, 'person-external-id', id, person.externalId, next.externalId),
    ]);
    return presentScimUser(updated, next, scimBase(parts));
  });
}

/**
 * An administrator's e-mail stays: whoever sets up a directory could make it their own, be joined by it to the account, and keep the
 * administrator from signing in.
 */
function refuseAdministrator({ role }: StoredUser): void {
  if (role !== 'admin') return;
  throw new ScimFault('administrator-kept', 'The userName of an administrator stays: make them a user first');
}

/** Disables the account of somebody, who may have machines, and forgets them; they are in no group any more. */
export async function removePerson(parts: Parts, id: string, ifMatch: string | undefined, actor: Actor): Promise<void> {
  const { accounts, directory, directorySettings } = parts;
  await againWhenOvertaken(async () => {
    const { user, person } = await requirePerson(parts, id);
    requireVersion(ifMatch, user);
    const { role } = rightsOf((await directorySettings.rules()).rules, []);
    const isActive = user.status === 'active';
    const changes: UserChanges = {
      ...(isActive && { status: 'disabled', disabling: disablingBy(actor) }),
      ...(role !== undefined && { role }),
    };
    await accounts.update(
      user,
      changes,
      undefined,
      auditEntry(actor, 'directory-user-left', user, { detail: user.email }),
      leaveSteps(directory, person),
    );
  });
  await directory.forgetMember(id);
}

/** Somebody's machines stop with their account, as when an administrator disables it and says nothing else. */
function disablingBy({ id, name, now }: Actor) {
  return { at: now.toISOString(), by: { id, name }, stopsMachines: true };
}

function personFrom(state: PersonState, { userId, joinedAt }: Pick<StoredPerson, 'userId' | 'joinedAt'>, now: Date) {
  const { externalId, displayName, fullName, familyName, givenName, department, costCenter } = state;
  const person: StoredPerson = {
    ...{ userId, externalId, displayName, fullName, familyName, givenName, department, costCenter },
    ...{ joinedAt, changedAt: now.toISOString() },
  };
  return person;
}
