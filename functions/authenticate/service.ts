import { accountRepositories } from '@cloudapp/data/account-repositories';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { unmatchedPasswordHash, verifyPassword } from '@cloudapp/data/password';
import { hashSessionToken, newSessionToken } from '@cloudapp/data/session-token';
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
  return createAuthenticate({
    // Sessions are only made here, so how long one may be idle is for the services to know.
    ...accountRepositories(database, environment.SESSION_ABSOLUTE_HOURS * 60),
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
