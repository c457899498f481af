import { randomBytes } from 'node:crypto';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { openProviderSecrets } from '@cloudapp/accounts/testing/provider-secrets';
import { writeDirectoryToken } from '@cloudapp/accounts/domain/directory-token';
import { openOwnedSecrets } from '@cloudapp/accounts/testing/owned-secrets';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { hashToken } from '@cloudapp/data/token';
import { createTestTables } from '@cloudapp/data/testing/test-tables';
import type { StoredUser } from '@cloudapp/data/user-item';
import { createLogger } from '@cloudapp/service-kit/logger';
import { refuseUndeclaredProblems } from '@cloudapp/service-kit/testing/refuse-undeclared-problems';
import { serve } from '@cloudapp/service-kit/testing/serve';
import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import { environmentSchema } from '../environment.ts';
import { composeParts, composeService } from '../service.ts';

export const publicOrigin = 'https://cloudapp.example';

/** A caller with a session of its own. The token is the newest that an answer gave it, as a browser keeps it. */
export interface Caller {
  readonly user: StoredUser;
  token: string;
}

/** The service on real HTTP with tables of its own. @param now what its requests take for the time */
export async function startTestService(settings: Record<string, string> = {}, now = () => new Date()) {
  const tables = await createTestTables();
  const environment = environmentSchema.parse({
    ...serviceVariables,
    TABLE_PREFIX: tables.prefix,
    PUBLIC_ORIGIN: publicOrigin,
    MAX_FAILURES: '10',
    FAILURE_WINDOW_MINUTES: '15',
    INVITATION_HOURS: '72',
    SECRETS_KEY_ID: 'none',
    ...settings,
  });
  const vaults = { factors: openOwnedSecrets, webhooks: openOwnedSecrets, companies: openProviderSecrets };
  const log: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void log.push(line) });
  const undeclared = refuseUndeclaredProblems();
  const { listener } = composeService(tables.database, environment, logger, {
    ...undeclared,
    vaults,
    now,
  });
  const server = await serve(listener);
  const { url } = server;
  const to = composeAccounts(tables.database);

  /** @param provenMinutesAgo how long ago they signed in */
  const givenCaller = async (
    overrides: Partial<StoredUser> = {},
    passwordHash?: string,
    provenMinutesAgo = 0,
  ): Promise<Caller> => {
    const user = await givenUser(to, overrides, passwordHash);
    return { user, token: await givenSession(to, user, new Date(Date.now() - provenMinutesAgo * 60_000)) };
  };
  /** The token of the directory, in place of the one before. */
  const givenDirectoryToken = async () => {
    const text = writeDirectoryToken(randomBytes);
    const at = new Date();
    const token = { tokenHash: hashToken(text), madeAt: at.toISOString(), madeBy: 'Test' };
    await to.directoryChanges.replaceToken(token, { event: { action: 'directory-token-made' }, at });
    return text;
  };
  const request = async (method: string, path: string, { as, body }: { as?: Caller; body?: unknown } = {}) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        Origin: publicOrigin,
        ...(as && { Cookie: `__Host-session=${as.token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const given = /^__Host-session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
    if (as && given !== undefined) as.token = given;
    return response;
  };
  const stop = async () => {
    server.stop();
    await tables.remove();
    undeclared.check();
  };
  return {
    url,
    tables,
    to,
    log,
    parts: composeParts(tables.database, environment, vaults),
    givenCaller,
    givenDirectoryToken,
    request,
    stop,
  };
}

export type TestService = Awaited<ReturnType<typeof startTestService>>;
