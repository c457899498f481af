import { composeAccessTokenCheck, composeSessionCheck } from '@cloudapp/accounts/composition';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { AuditKey } from '@cloudapp/data/audit-key';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { AuditRootStore } from '@cloudapp/data/audit-root-store';
import type { Database } from '@cloudapp/data/database';
import { SpendRepository } from '@cloudapp/data/spend-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { createApplication, type Application, type ApplicationOptions } from '@cloudapp/service-kit/application';
import type { Logger } from '@cloudapp/service-kit/logger';
import type { Environment } from './environment.ts';
import { auditProofRoutes } from './routes/audit-proof-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { policyReportRoutes } from './routes/policy-report-routes.ts';
import { costRoutes } from './routes/cost-routes.ts';
import { statsRoutes } from './routes/stats-routes.ts';

/** Puts the service together on a database. */
export function composeService(
  database: Database,
  environment: Environment,
  logger: Logger,
  options: Pick<ApplicationOptions, 'onUndeclaredProblem'> = {},
): Application {
  const calls = callSettings(patience.request);
  const statistics = new StatisticsRepository(database);
  return createApplication({
    ...options,
    routes: [
      ...statsRoutes(statistics),
      ...costRoutes({ statistics, spend: new SpendRepository(database), users: new UserRepository(database) }),
      ...auditRoutes(new AuditRepository(database)),
      ...auditProofRoutes({
        database,
        roots: new AuditRootStore(new S3Client(calls), environment.AUDIT_ROOTS_BUCKET),
        key: new AuditKey(new KMSClient(calls), environment.AUDIT_KEY_ARN),
      }),
      ...policyReportRoutes(environment.PUBLIC_ORIGIN),
    ],
    sessions: composeSessionCheck(database, environment.SESSION_IDLE_MINUTES),
    tokens: composeAccessTokenCheck(database),
    publicOrigin: environment.PUBLIC_ORIGIN,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    answerSeconds: environment.ANSWER_SECONDS,
    logger,
    readiness: { statistics: () => statistics.gauges() },
  });
}
