import { randomBytes } from 'node:crypto';
import { AccountConflictError } from './account-repository.ts';
import type { AccountRepositories } from './account-repositories.ts';
import { newId } from './ids.ts';
import { newUser } from './new-user.ts';
import { generateOneTimePassword } from './one-time-password.ts';
import { hashPassword } from './password.ts';

const quotaLimit = 10;

/**
 * Makes the administrator that an empty environment begins with, and answers the one-time password to hand over; undefined
 * when the environment has or had administrators, so that running it again never opens a door.
 *
 * @param person its e-mail in lower case
 */
export async function createFirstAdministrator(
  { accounts }: Pick<AccountRepositories, 'accounts'>,
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
