import type { AccountRepositories } from '../account-repositories.ts';
import { newId } from '../ids.ts';
import { hashSessionToken, newSessionToken } from '../session-token.ts';
import type { StoredUser } from '../user-repository.ts';

let created = 0;

/** A user with an e-mail of its own, in the tables. */
export async function givenUser(
  { accounts }: Pick<AccountRepositories, 'accounts'>,
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
  await accounts.create(user, passwordHash, 3, { event: { action: 'user-created' }, at });
  return user;
}

/** A session of a user, as signing in makes one; answers its token. */
export async function givenSession(
  { accounts }: Pick<AccountRepositories, 'accounts'>,
  user: StoredUser,
  at = new Date(),
  absoluteHours = 12,
): Promise<string> {
  const token = newSessionToken();
  const session = {
    tokenHash: hashSessionToken(token),
    sessionId: newId('ses', at),
    userId: user.id,
    epoch: user.sessionEpoch,
    createdAt: at.toISOString(),
    lastSeenAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + absoluteHours * 3_600_000).toISOString(),
    address: '192.0.2.1',
    userAgent: 'Test',
  };
  await accounts.signIn(user, session, { event: { action: 'sign-in' }, at });
  return token;
}
