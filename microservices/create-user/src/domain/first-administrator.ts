import { AccountConflictError } from '@cloudapp/data/account-repository';
import type { Parts } from './parts.ts';
import { newUser } from './users.ts';

const quotaLimit = 10;

/**
 * Makes the administrator that an empty environment begins with, and answers the one-time password to hand over; undefined
 * when the environment has or had administrators, so that running it again never opens a door.
 */
export async function createFirstAdministrator(
  parts: Pick<Parts, 'accounts' | 'newUserId' | 'passwords'>,
  { email, name }: { readonly email: string; readonly name: string },
  now: Date,
): Promise<{ userId: string; oneTimePassword: string } | undefined> {
  const user = newUser(parts, { email, name, role: 'admin' }, now);
  const oneTimePassword = parts.passwords.generate();
  const hash = await parts.passwords.hash(oneTimePassword);
  const event = { action: 'user-created', subject: { kind: 'user', id: user.id, name } } as const;
  try {
    await parts.accounts.createFirstAdministrator(user, hash, quotaLimit, { event, at: now });
  } catch (error) {
    if (error instanceof AccountConflictError) return undefined;
    throw error;
  }
  return { userId: user.id, oneTimePassword };
}
