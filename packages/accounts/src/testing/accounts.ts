import { newId } from '@cloudapp/data/ids';
import { hashToken, newToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Accounts } from '../composition.ts';
import { newSession } from '../domain/session-life.ts';

let created = 0;

/** A user with an e-mail of its own, in the tables. */
export async function givenUser(
  { accounts }: Pick<Accounts, 'accounts'>,
  overrides: Partial<StoredUser> = {},
  passwordHash = 'unusable',
  at = new Date(),
): Promise<StoredUser> {
  created += 1;
  const user: StoredUser = {
    id: newId('usr', at),
    email: `person-${created}-${at.getTime()}@example.org`,
    name: `Person ${created}`,
    role: 'user',
    status: 'active',
    mustChangePassword: false,
    sessionEpoch: 1,
    version: 1,
    createdAt: at.toISOString(),
    ...overrides,
  };
  await accounts.create(user, { hash: passwordHash }, 3, { event: { action: 'user-created' }, at });
  return user;
}

/** A session of a user, as signing in makes one; answers its token. */
export async function givenSession(
  { accounts }: Pick<Accounts, 'accounts'>,
  user: StoredUser,
  at = new Date(),
  absoluteHours = 12,
): Promise<string> {
  const token = newToken();
  const ids = { tokenHash: hashToken(token), sessionId: newId('ses', at) };
  const session = newSession(ids, user, { address: '192.0.2.1', userAgent: 'Test' }, absoluteHours, at);
  await accounts.signIn(user, session, { event: { action: 'sign-in' }, at });
  return token;
}
