import { accountRepositories } from '@cloudapp/data/account-repositories';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { generateOneTimePassword } from '@cloudapp/data/one-time-password';
import { hashPassword, verifyPassword } from '@cloudapp/data/password';
import { createApplication, type Application, type ApplicationOptions } from '@cloudapp/service-kit/application';
import type { Logger } from '@cloudapp/service-kit/logger';
import { randomBytes } from 'node:crypto';
import type { Parts } from './domain/parts.ts';
import type { Environment } from './environment.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { userRoutes } from './routes/user-routes.ts';

/** Puts the domain together on a database. */
export function composeParts(database: Database, environment: Pick<Environment, 'SESSION_IDLE_MINUTES'>): Parts {
  return {
    ...accountRepositories(database, environment.SESSION_IDLE_MINUTES),
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
export function composeService(
  database: Database,
  environment: Environment,
  logger: Logger,
  options: Pick<ApplicationOptions, 'onUndeclaredProblem'> = {},
): Application {
  const parts = composeParts(database, environment);
  const limit = { maxFailures: environment.MAX_FAILURES, windowSeconds: environment.FAILURE_WINDOW_MINUTES * 60 };
  return createApplication({
    ...options,
    routes: [...userRoutes(parts), ...sessionRoutes(parts, limit)],
    sessions: parts.sessions,
    publicOrigin: environment.PUBLIC_ORIGIN,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    logger,
    readiness: { users: () => parts.users.list({ limit: 1 }) },
  });
}
