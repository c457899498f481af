import { hashPassword } from '@cloudapp/accounts/adapters/password-hash';
import { openOwnedSecrets } from '@cloudapp/accounts/testing/owned-secrets';
import { openProviderSecrets } from '@cloudapp/accounts/testing/provider-secrets';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from '../environment.ts';
import { composeAuthenticate } from '../service.ts';
import { signInRequestSchema } from '../sign-in-request.ts';

export const password = 'a long enough password';
/** The origin of the pages. */
export const site = 'https://cloudapp.example.org';

/** Sign-in on tables of its own. */
export async function startSignIn() {
  const tables = await createTestTables();
  const setUp = signInFrom(tables);
  return { tables, to: composeAccounts(tables.database), passwordHash: await hashPassword(password), setUp };
}

/** Each set-up signs in from an address of its own. */
function signInFrom(tables: TestTables) {
  let lastAddress = 0;
  return (settings: Record<string, string> = {}, passwords?: Parameters<typeof composeAuthenticate>[3]) => {
    const environment = environmentSchema.parse({
      AWS_REGION: 'eu-central-1',
      TABLE_PREFIX: tables.prefix,
      LOG_LEVEL: 'info',
      SESSION_ABSOLUTE_HOURS: '12',
      MAX_FAILURES: '10',
      MAX_FAILURES_PER_ADDRESS: '50',
      MAX_FAILURES_PER_ACCOUNT: '50',
      FAILURE_WINDOW_MINUTES: '15',
      SECRETS_KEY_ID: 'none',
      PUBLIC_ORIGIN: site,
      ...settings,
    });
    const authenticate = composeAuthenticate(tables.database, environment, createLogger('test', 'silent'), passwords, {
      factors: openOwnedSecrets,
      companies: openProviderSecrets,
    });
    lastAddress += 1;
    const sourceIp = `198.51.100.${lastAddress}`;
    return async (email: string, typed = password, now = new Date(), overrides: Record<string, unknown> = {}) =>
      authenticate(
        signInRequestSchema.parse({
          credentials: { email, password: typed },
          sourceIp,
          userAgent: 'Browser',
          ...overrides,
        }),
        now,
      );
  };
}
