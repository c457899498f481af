import { randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { issueOneTimePassword } from '@cloudapp/accounts/application/one-time-passwords';
import { composeAccessTokenCheck, composeAccounts, composeSessionCheck } from '@cloudapp/accounts/composition';
import { writeAccessToken } from '@cloudapp/accounts/domain/access-token';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { newToken } from '@cloudapp/data/token';
import { createApplication, type Application, type ApplicationOptions } from '@cloudapp/service-kit/application';
import type { Logger } from '@cloudapp/service-kit/logger';
import { translatingErrors } from '@cloudapp/service-kit/route';
import type { Parts } from './application/parts.ts';
import type { Environment } from './environment.ts';
import { toProblemError } from './routes/problems.ts';
import { accessTokenRoutes } from './routes/access-token-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { userRoutes } from './routes/user-routes.ts';

/** Puts the use cases together on a database. */
export function composeParts(
  database: Database,
  environment: Pick<Environment, 'SESSION_IDLE_MINUTES' | 'INVITATION_HOURS'>,
): Parts {
  return {
    ...composeAccounts(database),
    sessions: composeSessionCheck(database, environment.SESSION_IDLE_MINUTES),
    tokens: composeAccessTokenCheck(database),
    attempts: new AttemptRepository(database),
    statistics: new StatisticsRepository(database),
    passwords: { hash: hashPassword, verify: verifyPassword },
    invite: (now) => issueOneTimePassword(environment.INVITATION_HOURS, now),
    newToken,
    newUserId: (now) => newId('usr', now),
    newTokenId: (now) => newId('tok', now),
    newAccessToken: (userId, tokenId) => writeAccessToken(userId, tokenId, randomBytes),
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
    routes: translatingErrors(
      [...userRoutes(parts), ...sessionRoutes(parts, limit), ...accessTokenRoutes(parts)],
      toProblemError,
    ),
    sessions: parts.sessions,
    tokens: parts.tokens,
    publicOrigin: environment.PUBLIC_ORIGIN,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    answerSeconds: environment.ANSWER_SECONDS,
    logger,
    readiness: { users: () => parts.users.list({ limit: 1 }) },
  });
}
