import type { NewUser, User } from '@cloudapp/contracts/user';
import { newUser } from '@cloudapp/data/new-user';
import type { Quota } from '@cloudapp/data/quota-repository';
import type { StoredUser } from '@cloudapp/data/user-repository';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { orProblem } from './conflict.ts';
import { told, type Doer, type Parts } from './parts.ts';

interface Edit {
  readonly name?: string | undefined;
  readonly role?: User['role'] | undefined;
  readonly status?: User['status'] | undefined;
  readonly quota?: number | undefined;
}

/** A user as everybody may see one. */
export function toUser(stored: StoredUser, quota: Quota = { limit: 0, used: 0 }): User {
  const { id, email, name, role, status, mustChangePassword, createdAt, lastSignInAt } = stored;
  return { id, email, name, role, status, mustChangePassword, quota, createdAt, lastSignInAt };
}

/** Finds a user or says that there is none. */
export async function requireUser({ users }: Pick<Parts, 'users'>, id: string): Promise<StoredUser> {
  const user = await users.get(id);
  if (user === undefined) throw new ProblemError('not-found');
  return user;
}

export async function getUser(parts: Parts, id: string): Promise<User> {
  const [user, quota] = await Promise.all([requireUser(parts, id), parts.quotas.get(id)]);
  return toUser(user, quota);
}

export async function listUsers(
  { users, quotas }: Parts,
  query: { limit: number; cursor?: string | undefined; search?: string | undefined },
): Promise<{ items: User[]; nextCursor?: string | undefined }> {
  const { items, nextCursor } = await users.list(query);
  const found = await quotas.getMany(items.map((user) => user.id));
  return { items: items.map((user) => toUser(user, found.get(user.id))), nextCursor };
}

export async function createUser(
  parts: Parts,
  wanted: NewUser,
  doer: Doer,
): Promise<{ user: User; oneTimePassword: string }> {
  const user = newUser(parts.newUserId(doer.now), wanted, doer.now);
  const oneTimePassword = parts.passwords.generate();
  const hash = await parts.passwords.hash(oneTimePassword);
  await orProblem(parts.accounts.create(user, hash, wanted.quota, told(doer, 'user-created', user)));
  return { user: toUser(user, { limit: wanted.quota, used: 0 }), oneTimePassword };
}

/** Applies what differs; asking for what is already so changes nothing and is no fault. */
export async function updateUser(parts: Parts, id: string, edit: Edit, doer: Doer): Promise<User> {
  const [user, quota = { limit: 0, used: 0 }] = await Promise.all([requireUser(parts, id), parts.quotas.get(id)]);
  const { changes, quotaLimit, detail } = differences(user, quota, edit);
  if (detail === '') return toUser(user, quota);
  const event = told(doer, actionOf(changes.status), user, { detail });
  const updated = await orProblem(parts.accounts.update(user, changes, quotaLimit, event));
  return toUser(updated, { ...quota, limit: quotaLimit ?? quota.limit });
}

function actionOf(status: User['status'] | undefined) {
  if (status === undefined) return 'user-updated';
  return status === 'active' ? 'user-enabled' : 'user-disabled';
}

function differences(user: StoredUser, quota: Quota, edit: Edit) {
  const before = { name: user.name, role: user.role, status: user.status, quota: quota.limit };
  const changed = Object.fromEntries(
    Object.entries(edit).filter(([name, value]) => value !== undefined && value !== before[name as keyof Edit]),
  ) as { [K in keyof Edit]: NonNullable<Edit[K]> };
  const detail = Object.entries(changed)
    .map(([name, value]) => `${name}: ${before[name as keyof Edit]} → ${value}`)
    .join('; ');
  const { quota: quotaLimit, ...changes } = changed;
  return { changes, quotaLimit, detail };
}

export async function deleteUser(parts: Parts, id: string, doer: Doer): Promise<void> {
  const user = await requireUser(parts, id);
  await orProblem(parts.accounts.delete(user, told(doer, 'user-deleted', user, { detail: user.email })));
}

/** A new one-time password; the sessions of the user end with it. */
export async function resetPassword(parts: Parts, id: string, doer: Doer): Promise<{ oneTimePassword: string }> {
  const user = await requireUser(parts, id);
  const oneTimePassword = parts.passwords.generate();
  const hash = await parts.passwords.hash(oneTimePassword);
  const event = told(doer, 'password-reset', user);
  await orProblem(parts.accounts.setPassword(user, { hash, mustChange: true }, undefined, event));
  await parts.attempts.reset('email', user.email);
  return { oneTimePassword };
}

export async function signOutUser(parts: Parts, id: string, doer: Doer): Promise<void> {
  const user = await requireUser(parts, id);
  await orProblem(parts.accounts.signOut(user, told(doer, 'user-signed-out', user)));
}
