import { AccountRepository } from '@cloudapp/data/account-repository';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { unmatchedPasswordHash, verifyPassword } from '@cloudapp/data/password';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SessionRepository } from '@cloudapp/data/session-repository';
import { hashSessionToken, newSessionToken } from '@cloudapp/data/session-token';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import type { Logger } from '@cloudapp/service-kit/logger';
import { createAuthenticate } from './authenticate.ts';
import type { Environment } from './environment.ts';

const argon2id = { verify: verifyPassword, unmatchedHash: unmatchedPasswordHash };

/** Puts sign-in together on a database; `passwords` can be replaced by what also measures them. */
export function composeAuthenticate(
  database: Database,
  environment: Environment,
  logger: Logger,
  passwords: typeof argon2id = argon2id,
) {
  const parts = {
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    // Sessions are only made here, so how long one may be idle is for the services to know.
    sessions: new SessionRepository(database, { idleMinutes: environment.SESSION_ABSOLUTE_HOURS * 60 }),
    statistics: new StatisticsRepository(database),
    audit: new AuditRepository(database),
  };
  return createAuthenticate({
    ...parts,
    accounts: new AccountRepository(parts),
    attempts: new AttemptRepository(database),
    passwords,
    newToken: newSessionToken,
    hashToken: hashSessionToken,
    newSessionId: (now) => newId('ses', now),
    limits: {
      sessionAbsoluteHours: environment.SESSION_ABSOLUTE_HOURS,
      maxFailures: environment.MAX_FAILURES,
      maxFailuresPerAddress: environment.MAX_FAILURES_PER_ADDRESS,
      windowSeconds: environment.FAILURE_WINDOW_MINUTES * 60,
    },
    onCountingError: (error) => {
      logger.warn({ err: error }, 'the sign-in was not counted');
    },
  });
}
