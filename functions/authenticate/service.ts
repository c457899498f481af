import { unmatchedPasswordHash, verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { KnownDevices } from '@cloudapp/accounts/application/known-devices';
import { passwordProof } from '@cloudapp/accounts/application/password-proof';
import { SessionStarter } from '@cloudapp/accounts/application/session-starter';
import { SignInLimits } from '@cloudapp/accounts/application/sign-in-limits';
import { SignInLog } from '@cloudapp/accounts/application/sign-in-log';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Database } from '@cloudapp/data/database';
import { DeviceRepository } from '@cloudapp/data/device-repository';
import { newId } from '@cloudapp/data/ids';
import { newToken } from '@cloudapp/data/token';
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
  const { accounts, audit, credentials, sessions, statisticsEvents, users } = composeAccounts(database);
  const log = new SignInLog({
    audit,
    statisticsEvents,
    onCountingError: (error) => {
      logger.warn({ err: error }, 'the sign-in was not counted');
    },
  });
  const devices = new KnownDevices({ devices: new DeviceRepository(database), newToken });
  const proveByPassword = passwordProof({
    users,
    credentials,
    devices,
    log,
    passwords,
    limits: new SignInLimits(new AttemptRepository(database), {
      maxFailures: environment.MAX_FAILURES,
      maxFailuresPerAddress: environment.MAX_FAILURES_PER_ADDRESS,
      maxFailuresPerAccount: environment.MAX_FAILURES_PER_ACCOUNT,
      windowSeconds: environment.FAILURE_WINDOW_MINUTES * 60,
    }),
  });
  const starter = new SessionStarter({
    accounts,
    sessions,
    log,
    newToken,
    newSessionId: (now) => newId('ses', now),
    absoluteHours: environment.SESSION_ABSOLUTE_HOURS,
  });
  return createAuthenticate({ proveByPassword, sessions: starter, devices });
}
