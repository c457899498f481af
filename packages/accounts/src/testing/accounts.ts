import { randomBytes } from 'node:crypto';
import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import { newId } from '@cloudapp/data/ids';
import { hashToken, newToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Accounts } from '../composition.ts';
import { writeAccessToken } from '../domain/access-token.ts';
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

/** A token for programs of a user, which may do everything unless more is said; answers what programs send. */
export async function givenAccessToken(
  { accounts }: Pick<Accounts, 'accounts'>,
  user: StoredUser,
  overrides: Partial<StoredAccessToken> = {},
  at = new Date(),
): Promise<string> {
  const tokenId = newId('tok', at);
  const text = writeAccessToken(user.id, tokenId, randomBytes);
  const token: StoredAccessToken = {
    ...{ userId: user.id, tokenId, tokenHash: hashToken(text), name: 'Test', scopes: ['read', 'machines', 'admin'] },
    epoch: user.sessionEpoch,
    createdAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + 86_400_000).toISOString(),
    ...overrides,
  };
  await accounts.addAccessToken(token, { event: { action: 'token-made' }, at });
  return text;
}
