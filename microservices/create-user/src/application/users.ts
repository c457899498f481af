import type { NewUser, User } from '@cloudapp/contracts/user';
import type { Invitation } from '@cloudapp/accounts/application/one-time-passwords';
import { leaveSteps } from '@cloudapp/accounts/application/directory-changes';
import { auditEntry } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { newUser } from '@cloudapp/accounts/domain/new-user';
import type { StoredUser } from '@cloudapp/data/user-item';
import { decideEdit, presentUser, type UserEdit } from '../domain/user-edit.ts';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';

/** Finds a user or says that there is none. */
export async function requireUser({ users }: Pick<Parts, 'users'>, id: string): Promise<StoredUser> {
  const user = await users.get(id);
  if (user === undefined) throw new UserError({ code: 'user-not-found' });
  return user;
}

export async function getUser(parts: Parts, id: string): Promise<User> {
  const [user, quota] = await Promise.all([requireUser(parts, id), parts.quotas.get(id)]);
  return { ...presentUser(user, quota), mailTrouble: await mailTroubleOf(parts, user.email) };
}

/** Why no e-mails go to an address. Whoever changes something asks before: an answer after a change must not fail. */
export async function mailTroubleOf(
  { mailAddresses }: Pick<Parts, 'mailAddresses'>,
  email: string,
): Promise<User['mailTrouble']> {
  return (await mailAddresses.shunned([email])).get(email)?.trouble;
}

export async function createUser(
  parts: Parts,
  wanted: NewUser,
  actor: ProvenActor,
): Promise<{ user: User } & Invitation> {
  if (wanted.role === 'admin') requireFreshProof(actor, actor.now);
  const user = newUser(parts.newUserId(actor.now), wanted, actor.now);
  const mailTrouble = await mailTroubleOf(parts, user.email);
  const { invitation, password } = await parts.invite(actor.now);
  await parts.accounts.create(user, password, wanted.quota, auditEntry(actor, 'user-created', user));
  return { user: { ...presentUser(user, { limit: wanted.quota, used: 0 }), mailTrouble }, ...invitation };
}

export async function updateUser(parts: Parts, id: string, edit: UserEdit, actor: ProvenActor): Promise<User> {
  return (await editUser(parts, id, edit, actor)).user;
}

/** Applies what differs; asking for what is already so changes nothing and is no fault. */
export async function editUser(
  parts: Parts,
  id: string,
  edit: UserEdit,
  actor: ProvenActor,
): Promise<{ user: User; isChanged: boolean }> {
  const [user, quota = { limit: 0, used: 0 }] = await Promise.all([requireUser(parts, id), parts.quotas.get(id)]);
  const mailTrouble = await mailTroubleOf(parts, user.email);
  const decision = decideEdit(user, quota, edit, actor);
  if (!decision.isNeeded) return { user: { ...presentUser(user, quota), mailTrouble }, isChanged: false };
  const { changes, quotaLimit, action, detail, hurts } = decision;
  if (hurts) requireFreshProof(actor, actor.now);
  const updated = await parts.accounts.update(user, changes, quotaLimit, auditEntry(actor, action, user, { detail }));
  const after = { ...quota, limit: quotaLimit ?? quota.limit };
  return { user: { ...presentUser(updated, after), mailTrouble }, isChanged: true };
}

export async function deleteUser(parts: Parts, id: string, actor: ProvenActor): Promise<void> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, id);
  const person = await parts.directory.person(id);
  const entry = auditEntry(actor, 'user-deleted', user, { detail: user.email });
  await parts.accounts.delete(user, entry, person && leaveSteps(parts.directory, person));
  if (person !== undefined) await parts.directory.forgetMember(id);
}

/** A new one-time password of somebody else; the sessions of the user end with it. One's own takes the old one (`changeOwnPassword`). */
export async function resetPassword(parts: Parts, id: string, actor: ProvenActor): Promise<Invitation> {
  if (id === actor.id) throw new UserError({ code: 'own-account' });
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, id);
  const { invitation, password } = await parts.invite(actor.now);
  await parts.accounts.setPassword(user, password, undefined, auditEntry(actor, 'password-reset', user));
  return invitation;
}

export async function signOutUser(parts: Parts, id: string, actor: ProvenActor): Promise<void> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, id);
  await parts.accounts.signOut(user, auditEntry(actor, 'user-signed-out', user));
}
