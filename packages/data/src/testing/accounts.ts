import { AccountRepository } from '../account-repository.ts';
import { AuditRepository } from '../audit-repository.ts';
import { CredentialRepository } from '../credential-repository.ts';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { QuotaRepository } from '../quota-repository.ts';
import { SessionRepository } from '../session-repository.ts';
import { hashSessionToken, newSessionToken } from '../session-token.ts';
import { StatisticsRepository } from '../statistics-repository.ts';
import { UserRepository, type StoredUser } from '../user-repository.ts';

/** Everything that accounts are made of, on one database. */
export function accountRepositories(database: Database, idleMinutes = 60) {
  const parts = {
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    sessions: new SessionRepository(database, { idleMinutes }),
    statistics: new StatisticsRepository(database),
    audit: new AuditRepository(database),
  };
  return { ...parts, accounts: new AccountRepository(parts) };
}

type Accounts = ReturnType<typeof accountRepositories>;

let created = 0;

/** A user with an e-mail of its own, in the tables. */
export async function givenUser(
  { accounts }: Accounts,
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
  { accounts }: Accounts,
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
