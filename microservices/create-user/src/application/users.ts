import type { NewUser, User } from '@cloudapp/contracts/user';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { newUser } from '@cloudapp/accounts/domain/new-user';
import type { StoredUser } from '@cloudapp/data/user-item';
import { decideEdit, presentUser, type UserEdit } from '../domain/user-edit.ts';
import type { Parts } from './parts.ts';
import { UserError } from './user-error.ts';

/** Finds a user or says that there is none. */
export async function requireUser({ users }: Pick<Parts, 'users'>, id: string): Promise<StoredUser> {
  const user = await users.get(id);
  if (user === undefined) throw new UserError({ code: 'user-not-found' });
  return user;
}

export async function getUser(parts: Parts, id: string): Promise<User> {
  const [user, quota] = await Promise.all([requireUser(parts, id), parts.quotas.get(id)]);
  return presentUser(user, quota);
}

export async function listUsers(
  { users, quotas }: Parts,
  query: { limit: number; cursor?: string | undefined; search?: string | undefined },
): Promise<{ items: User[]; nextCursor?: string | undefined }> {
  const { items, nextCursor } = await users.list(query);
  const found = await quotas.getMany(items.map((user) => user.id));
  return { items: items.map((user) => presentUser(user, found.get(user.id))), nextCursor };
}

export async function createUser(
  parts: Parts,
  wanted: NewUser,
  actor: Actor,
): Promise<{ user: User; oneTimePassword: string }> {
  const user = newUser(parts.newUserId(actor.now), wanted, actor.now);
  const oneTimePassword = parts.passwords.generate();
  const hash = await parts.passwords.hash(oneTimePassword);
  await parts.accounts.create(user, hash, wanted.quota, auditEntry(actor, 'user-created', user));
  return { user: presentUser(user, { limit: wanted.quota, used: 0 }), oneTimePassword };
}

/** Applies what differs; asking for what is already so changes nothing and is no fault. */
export async function updateUser(parts: Parts, id: string, edit: UserEdit, actor: Actor): Promise<User> {
  const [user, quota = { limit: 0, used: 0 }] = await Promise.all([requireUser(parts, id), parts.quotas.get(id)]);
  const decision = decideEdit(user, quota, edit, actor);
  if (!decision.isNeeded) return presentUser(user, quota);
  const { changes, quotaLimit, action, detail } = decision;
  const updated = await parts.accounts.update(user, changes, quotaLimit, auditEntry(actor, action, user, { detail }));
  return presentUser(updated, { ...quota, limit: quotaLimit ?? quota.limit });
}

export async function deleteUser(parts: Parts, id: string, actor: Actor): Promise<void> {
  const user = await requireUser(parts, id);
  await parts.accounts.delete(user, auditEntry(actor, 'user-deleted', user, { detail: user.email }));
}

/** A new one-time password; the sessions of the user end with it. */
export async function resetPassword(parts: Parts, id: string, actor: Actor): Promise<{ oneTimePassword: string }> {
  const user = await requireUser(parts, id);
  const oneTimePassword = parts.passwords.generate();
  const hash = await parts.passwords.hash(oneTimePassword);
  const entry = auditEntry(actor, 'password-reset', user);
  await parts.accounts.setPassword(user, { hash, mustChange: true }, undefined, entry);
  return { oneTimePassword };
}

export async function signOutUser(parts: Parts, id: string, actor: Actor): Promise<void> {
  const user = await requireUser(parts, id);
  await parts.accounts.signOut(user, auditEntry(actor, 'user-signed-out', user));
}
