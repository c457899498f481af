import { composeAccessTokenCheck, composeSessionCheck } from '@cloudapp/accounts/composition';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { createApplication, type Application, type ApplicationOptions } from '@cloudapp/service-kit/application';
import type { Logger } from '@cloudapp/service-kit/logger';
import type { Environment } from './environment.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { policyReportRoutes } from './routes/policy-report-routes.ts';
import { statsRoutes } from './routes/stats-routes.ts';

/** Puts the service together on a database. */
export function composeService(
  database: Database,
  environment: Environment,
  logger: Logger,
  options: Pick<ApplicationOptions, 'onUndeclaredProblem'> = {},
): Application {
  const statistics = new StatisticsRepository(database);
  return createApplication({
    ...options,
    routes: [
      ...statsRoutes(statistics),
      ...auditRoutes(new AuditRepository(database)),
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
