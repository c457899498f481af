import { randomBytes } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { testCompany } from '@cloudapp/accounts/adapters/company-test';
import { OwnedSecrets } from '@cloudapp/accounts/adapters/owned-secrets';
import { ProviderSecrets } from '@cloudapp/accounts/adapters/provider-secrets';
import { hashPassword, verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { FactorCheck } from '@cloudapp/accounts/application/factor-check';
import { ProofTickets } from '@cloudapp/accounts/application/proof-tickets';
import { issueOneTimePassword } from '@cloudapp/accounts/application/one-time-passwords';
import {
  composeAccessTokenCheck,
  composeAccounts,
  composeDirectoryTokenCheck,
  composeSessionCheck,
} from '@cloudapp/accounts/composition';
import { writeAccessToken } from '@cloudapp/accounts/domain/access-token';
import { newUserCode } from '@cloudapp/accounts/domain/user-code';
import { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Database } from '@cloudapp/data/database';
import { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import { newId } from '@cloudapp/data/ids';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { ProofTicketRepository } from '@cloudapp/data/proof-ticket-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { newToken } from '@cloudapp/data/token';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { createApplication, type Application, type ApplicationOptions } from '@cloudapp/service-kit/application';
import type { Logger } from '@cloudapp/service-kit/logger';
import { translatingErrors } from '@cloudapp/service-kit/route';
import type { Parts } from './application/parts.ts';
import { RightsPass } from './application/rights-pass.ts';
import type { Environment } from './environment.ts';
import { toProblemError } from './routes/problems.ts';
import { accessTokenRoutes } from './routes/access-token-routes.ts';
import { identityProviderRoutes } from './routes/identity-provider-routes.ts';
import { directoryRoutes } from './routes/directory-routes.ts';
import { scimRoutes } from './routes/scim-routes.ts';
import { noticeRoutes } from './routes/notice-routes.ts';
import { secondFactorRoutes } from './routes/second-factor-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { tokenRequestRoutes } from './routes/token-request-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';

/** Where secrets are kept. */
interface Vaults {
  readonly factors: Parts['secrets'];
  readonly webhooks: Parts['webhookSecrets'];
  readonly companies: Parts['providerSecrets'];
}

/** Puts the use cases together on a database. */
export function composeParts(
  database: Database,
  environment: Environment,
  vaults: Vaults = vaultsIn(environment),
  onPassError: (error: unknown) => void = () => undefined,
): Parts {
  const accounts = composeAccounts(database);
  const attempts = new AttemptRepository(database);
  const limit = { maxFailures: environment.MAX_FAILURES, windowSeconds: environment.FAILURE_WINDOW_MINUTES * 60 };
  const site = environment.PUBLIC_ORIGIN;
  const parts: Parts = {
    ...accounts,
    secrets: vaults.factors,
    providerSecrets: vaults.companies,
    webhookSecrets: vaults.webhooks,
    deliveries: new DeliveryRepository(database),
    testProvider: testCompany,
    limit,
    site,
    factorCheck: new FactorCheck({ factors: accounts.factors, attempts, secrets: vaults.factors, site, limit }),
    tickets: new ProofTickets({ tickets: new ProofTicketRepository(database), newToken }),
    sessions: composeSessionCheck(database, environment.SESSION_IDLE_MINUTES),
    tokens: composeAccessTokenCheck(database),
    attempts,
    statistics: new StatisticsRepository(database),
    mailAddresses: new MailAddressRepository(database),
    passwords: { hash: hashPassword, verify: verifyPassword },
    invite: (now) => issueOneTimePassword(environment.INVITATION_HOURS, now),
    newToken,
    newUserCode: () => newUserCode(randomBytes),
    newUserId: (now) => newId('usr', now),
    newGroupId: (now) => newId('grp', now),
    newTokenId: (now) => newId('tok', now),
    newPasskeyId: (now) => newId('pky', now),
    newProviderId: (now) => newId('idp', now),
    newWebhookId: (now) => newId('whk', now),
    random: randomBytes,
    newAccessToken: (userId, tokenId) => writeAccessToken(userId, tokenId, randomBytes),
    directoryToken: composeDirectoryTokenCheck(database),
    rightsPass: new RightsPass(() => parts, awsClock.now, onPassError),
  };
  return parts;
}

/** Puts the service together on a database. */
export function composeService(
  database: Database,
  environment: Environment,
  logger: Logger,
  { vaults, ...options }: Pick<ApplicationOptions, 'onUndeclaredProblem' | 'now'> & { vaults?: Vaults } = {},
): Application {
  const parts = composeParts(database, environment, vaults, (error) => {
    logger.error({ err: error }, 'not everybody has what the rules of the directory give them');
  });
  // After an interruption it goes on; most times there is nothing to do.
  parts.rightsPass.start();
  return createApplication({
    ...options,
    routes: translatingErrors(
      [
        ...userRoutes(parts),
        ...sessionRoutes(parts),
        ...noticeRoutes(parts),
        ...webhookRoutes(parts),
        ...secondFactorRoutes(parts),
        ...identityProviderRoutes(parts),
        ...directoryRoutes(parts),
        ...scimRoutes(parts),
        ...accessTokenRoutes(parts),
        ...tokenRequestRoutes(parts),
      ],
      toProblemError,
    ),
    sessions: parts.sessions,
    tokens: parts.tokens,
    directory: parts.directoryToken,
    publicOrigin: environment.PUBLIC_ORIGIN,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    answerSeconds: environment.ANSWER_SECONDS,
    logger,
    readiness: { users: () => parts.users.list({ limit: 1 }) },
  });
}

function vaultsIn(environment: Environment): Vaults {
  const keyId = environment.SECRETS_KEY_ID;
  const kms = new KMSClient(callSettings(patience.request));
  const names = { prefix: environment.TABLE_PREFIX, keyId };
  return {
    factors: new OwnedSecrets(kms, keyId, 'userId'),
    webhooks: new OwnedSecrets(kms, keyId, 'webhookId'),
    companies: new ProviderSecrets(callSettings(patience.request), names),
  };
}
