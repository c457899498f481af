import { AccountConflictError, AccountRepository } from '@cloudapp/data/account-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { hashPassword } from '@cloudapp/data/password';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SessionRepository } from '@cloudapp/data/session-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { UserRepository, type StoredUser } from '@cloudapp/data/user-repository';
import { randomBytes } from 'node:crypto';

const machineQuota = 10;
/** 15 bytes are 20 characters and 120 bits. */
const passwordBytes = 15;

/**
 * Makes the first administrator of an environment.
 *
 * @param email in lower case
 * @returns the one-time password; nothing when there is or was an administrator
 */
export async function makeFirstAdministrator(
  database: Database,
  email: string,
  { sessionIdleMinutes }: { readonly sessionIdleMinutes: number },
): Promise<string | undefined> {
  const now = new Date();
  const password = randomBytes(passwordBytes).toString('base64url');
  const user: StoredUser = {
    id: newId('usr', now),
    email,
    name: 'Administrator',
    role: 'admin',
    status: 'active',
    mustChangePassword: true,
    createdAt: now.toISOString(),
    sessionEpoch: 0,
    version: 1,
  };
  const accounts = new AccountRepository({
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    sessions: new SessionRepository(database, { idleMinutes: sessionIdleMinutes }),
    statistics: new StatisticsRepository(database),
    audit: new AuditRepository(database),
  });
  const event = { action: 'user-created', subject: { kind: 'user', id: user.id, name: user.name } } as const;
  try {
    await accounts.createFirstAdministrator(user, await hashPassword(password), machineQuota, { event, at: now });
    return password;
  } catch (error) {
    if (error instanceof AccountConflictError) return undefined;
    throw error;
  }
}
