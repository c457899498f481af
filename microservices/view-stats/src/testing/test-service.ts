import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { createAuditCloud } from '@cloudapp/data/testing/audit-cloud';
import { createTestTables } from '@cloudapp/data/testing/test-tables';
import type { StoredUser } from '@cloudapp/data/user-item';
import { createLogger } from '@cloudapp/service-kit/logger';
import { refuseUndeclaredProblems } from '@cloudapp/service-kit/testing/refuse-undeclared-problems';
import { serve } from '@cloudapp/service-kit/testing/serve';
import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import { environmentSchema } from '../environment.ts';
import { composeService } from '../service.ts';

export const publicOrigin = 'https://cloudapp.example';

/** The service on real HTTP with tables of its own. */
export async function startTestService() {
  const [tables, cloud] = await Promise.all([createTestTables(), createAuditCloud()]);
  const environment = environmentSchema.parse({
    ...serviceVariables,
    TABLE_PREFIX: tables.prefix,
    PUBLIC_ORIGIN: publicOrigin,
    AUDIT_ROOTS_BUCKET: cloud.bucket,
    AUDIT_KEY_ARN: cloud.key.arn,
  });
  const log: string[] = [];
  const logger = createLogger('test', 'warn', { write: (line) => void log.push(line) });
  const undeclared = refuseUndeclaredProblems();
  const server = await serve(composeService(tables.database, environment, logger, undeclared).listener);
  const { url } = server;
  const to = composeAccounts(tables.database);

  /** The cookie of a new person, as a header for `fetch`; of one whose session began at `since`, where given. */
  const givenCookie = async (overrides: Partial<StoredUser> = {}, since?: Date) => {
    const token = await givenSession(to, await givenUser(to, overrides), since);
    return { Cookie: `__Host-session=${token}` };
  };
  const request = (path: string, headers: Record<string, string> = {}) => fetch(`${url}/api${path}`, { headers });
  const stop = async () => {
    server.stop();
    await tables.remove();
    undeclared.check();
  };
  return { url, log, tables, cloud, to, givenCookie, request, stop };
}

export type TestService = Awaited<ReturnType<typeof startTestService>>;
