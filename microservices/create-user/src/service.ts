import { AccountRepository } from '@cloudapp/data/account-repository';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { hashPassword, verifyPassword } from '@cloudapp/data/password';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SessionRepository } from '@cloudapp/data/session-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { createApplication, type Application } from '@cloudapp/service-kit/application';
import type { Logger } from '@cloudapp/service-kit/logger';
import { randomBytes } from 'node:crypto';
import { generateOneTimePassword } from './domain/one-time-password.ts';
import type { Parts } from './domain/parts.ts';
import type { Environment } from './environment.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { userRoutes } from './routes/user-routes.ts';

/** Puts the domain together on a database. */
export function composeParts(database: Database, environment: Pick<Environment, 'SESSION_IDLE_MINUTES'>): Parts {
  const repositories = {
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    sessions: new SessionRepository(database, { idleMinutes: environment.SESSION_IDLE_MINUTES }),
    statistics: new StatisticsRepository(database),
    audit: new AuditRepository(database),
  };
  return {
    ...repositories,
    accounts: new AccountRepository(repositories),
    attempts: new AttemptRepository(database),
    passwords: {
      hash: hashPassword,
      verify: verifyPassword,
      generate: () => generateOneTimePassword(randomBytes),
    },
    newUserId: (now) => newId('usr', now),
  };
}

/** Puts the service together on a database. */
export function composeService(database: Database, environment: Environment, logger: Logger): Application {
  const parts = composeParts(database, environment);
  const limit = { maxFailures: environment.MAX_FAILURES, windowSeconds: environment.FAILURE_WINDOW_MINUTES * 60 };
  return createApplication({
    routes: [...userRoutes(parts), ...sessionRoutes(parts, limit)],
    sessions: parts.sessions,
    publicOrigin: environment.PUBLIC_ORIGIN,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    logger,
    readiness: { users: () => parts.users.list({ limit: 1 }) },
  });
}
