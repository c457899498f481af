import { newId } from '@cloudapp/data/ids';
import type { Accounts } from '../composition.ts';
import { AccountConflictError } from '../domain/account-conflict.ts';
import { newUser } from '../domain/new-user.ts';
import { issueOneTimePassword, type Invitation } from './one-time-passwords.ts';

const quotaLimit = 10;

interface Person {
  /** In lower case. */
  readonly email: string;
  readonly name?: string;
}

/**
 * Makes the administrator that an empty environment begins with, and answers what to hand over; undefined when the environment
 * has or had administrators, so that running it again never opens a door. Asked again for one who has not chosen a password yet,
 * it answers another invitation: the first may be lost or too old, and nobody else could give one.
 *
 * @param validHours how long the invitation is good for
 */
export async function createFirstAdministrator(
  to: Pick<Accounts, 'accounts' | 'users' | 'credentials'>,
  { email, name = 'Administrator' }: Person,
  validHours: number,
  now: Date,
): Promise<({ readonly userId: string } & Invitation) | undefined> {
  const user = newUser(newId('usr', now), { email, name, role: 'admin' }, now);
  const { invitation, password } = await issueOneTimePassword(validHours, now);
  const event = { action: 'user-created', subject: { kind: 'user', id: user.id, name } } as const;
  try {
    await to.accounts.createFirstAdministrator(user, password, quotaLimit, { event, at: now });
  } catch (error) {
    if (error instanceof AccountConflictError) return inviteAgain(to, email, validHours, now);
    throw error;
  }
  return { userId: user.id, ...invitation };
}

async function inviteAgain(
  { accounts, users, credentials }: Pick<Accounts, 'accounts' | 'users' | 'credentials'>,
  email: string,
  validHours: number,
  now: Date,
) {
  const credential = await credentials.get(email);
  const user = credential && (await users.get(credential.userId));
  if (user?.role !== 'admin' || user.status !== 'active' || !user.mustChangePassword) return undefined;
  const { invitation, password } = await issueOneTimePassword(validHours, now);
  const event = { action: 'password-reset', subject: { kind: 'user', id: user.id, name: user.name } } as const;
  await accounts.setPassword(user, password, undefined, { event, at: now });
  return { userId: user.id, ...invitation };
}
