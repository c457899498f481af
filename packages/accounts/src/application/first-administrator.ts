import { randomBytes } from 'node:crypto';
import { newId } from '@cloudapp/data/ids';
import { hashPassword } from '../adapters/password-hash.ts';
import { AccountConflictError } from '../domain/account-conflict.ts';
import { newUser } from '../domain/new-user.ts';
import { generateOneTimePassword } from '../domain/one-time-password.ts';
import type { AccountChanges } from './account-changes.ts';

const quotaLimit = 10;

/**
 * Makes the administrator that an empty environment begins with, and answers the one-time password to hand over; undefined
 * when the environment has or had administrators, so that running it again never opens a door.
 *
 * @param person its e-mail in lower case
 */
export async function createFirstAdministrator(
  { accounts }: { readonly accounts: Pick<AccountChanges, 'createFirstAdministrator'> },
  { email, name = 'Administrator' }: { readonly email: string; readonly name?: string },
  now: Date,
): Promise<{ userId: string; oneTimePassword: string } | undefined> {
  const user = newUser(newId('usr', now), { email, name, role: 'admin' }, now);
  const oneTimePassword = generateOneTimePassword(randomBytes);
  const hash = await hashPassword(oneTimePassword);
  const event = { action: 'user-created', subject: { kind: 'user', id: user.id, name } } as const;
  try {
    await accounts.createFirstAdministrator(user, hash, quotaLimit, { event, at: now });
  } catch (error) {
    if (error instanceof AccountConflictError) return undefined;
    throw error;
  }
  return { userId: user.id, oneTimePassword };
}
