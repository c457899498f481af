import { KMSClient } from '@aws-sdk/client-kms';
import { unmatchedPasswordHash, verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { OwnedSecrets } from '@cloudapp/accounts/adapters/owned-secrets';
import { CompanySignIn } from '@cloudapp/accounts/adapters/company-sign-in';
import { ProviderSecrets } from '@cloudapp/accounts/adapters/provider-secrets';
import { companyBeginning, companyProof } from '@cloudapp/accounts/application/company-proof';
import { FactorCheck } from '@cloudapp/accounts/application/factor-check';
import { factorProof } from '@cloudapp/accounts/application/factor-proof';
import { KnownDevices } from '@cloudapp/accounts/application/known-devices';
import { passwordProof } from '@cloudapp/accounts/application/password-proof';
import { ProofTickets } from '@cloudapp/accounts/application/proof-tickets';
import { SessionStarter } from '@cloudapp/accounts/application/session-starter';
import { SignInLimits } from '@cloudapp/accounts/application/sign-in-limits';
import { SignInLog } from '@cloudapp/accounts/application/sign-in-log';
import { composeAccounts, composeCompanyAccounts } from '@cloudapp/accounts/composition';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Database } from '@cloudapp/data/database';
import { DeviceRepository } from '@cloudapp/data/device-repository';
import { newId } from '@cloudapp/data/ids';
import { ProofTicketRepository } from '@cloudapp/data/proof-ticket-repository';
import { newToken } from '@cloudapp/data/token';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import type { Logger } from '@cloudapp/service-kit/logger';
import { createAuthenticate } from './authenticate.ts';
import type { Environment } from './environment.ts';

const argon2id = { verify: verifyPassword, unmatchedHash: unmatchedPasswordHash };

/** Where secrets are kept. */
interface Vaults {
  readonly factors: Pick<OwnedSecrets, 'open'>;
  readonly companies: Pick<ProviderSecrets, 'read'>;
}

/** Puts sign-in together on a database; `passwords` can be replaced by what also measures them, `vaults` where there is neither KMS nor Secrets Manager. */
export function composeAuthenticate(
  database: Database,
  environment: Environment,
  logger: Logger,
  passwords: typeof argon2id = argon2id,
  vaults: Vaults = vaultsIn(environment),
) {
  const everything = composeAccounts(database);
  const { accounts, audit, credentials, factors, sessions, settings, statisticsEvents, users } = everything;
  const log = new SignInLog({
    audit,
    statisticsEvents,
    onCountingError: (error) => {
      logger.warn({ err: error }, 'the sign-in was not counted');
    },
  });
  const attempts = new AttemptRepository(database);
  const windowSeconds = environment.FAILURE_WINDOW_MINUTES * 60;
  const devices = new KnownDevices({ devices: new DeviceRepository(database), newToken });
  const proveByPassword = passwordProof({
    users,
    credentials,
    settings,
    devices,
    log,
    passwords,
    limits: new SignInLimits(attempts, {
      maxFailures: environment.MAX_FAILURES,
      maxFailuresPerAddress: environment.MAX_FAILURES_PER_ADDRESS,
      maxFailuresPerAccount: environment.MAX_FAILURES_PER_ACCOUNT,
      windowSeconds,
    }),
  });
  const starter = new SessionStarter({
    accounts,
    sessions,
    settings,
    log,
    newToken,
    newSessionId: (now) => newId('ses', now),
    absoluteHours: environment.SESSION_ABSOLUTE_HOURS,
  });
  const tickets = new ProofTickets({ tickets: new ProofTicketRepository(database), newToken });
  const check = new FactorCheck({
    factors,
    attempts,
    secrets: vaults.factors,
    site: environment.PUBLIC_ORIGIN,
    limit: { maxFailures: environment.MAX_FAILURES, windowSeconds },
  });
  const proveByFactor = factorProof({ users, tickets, check, log });
  const company = {
    settings,
    tickets,
    attempts,
    log,
    companies: new CompanySignIn(environment.PUBLIC_ORIGIN),
    secrets: vaults.companies,
    accounts: composeCompanyAccounts(everything, passwords.unmatchedHash),
    limit: { maxFailures: environment.MAX_FAILURES_PER_ADDRESS, windowSeconds },
  };
  return createAuthenticate({
    proveByPassword,
    proveByFactor,
    proveByCompany: companyProof(company),
    beginAtCompany: companyBeginning(company),
    tickets,
    sessions: starter,
    devices,
  });
}

function vaultsIn(environment: Environment): Vaults {
  const keyId = environment.SECRETS_KEY_ID;
  const names = { prefix: environment.TABLE_PREFIX, keyId };
  return {
    factors: new OwnedSecrets(new KMSClient(callSettings(patience.signIn)), keyId, 'userId'),
    companies: new ProviderSecrets(callSettings(patience.signIn), names),
  };
}
