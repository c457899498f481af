import { AccountConflictError, AccountRepository } from '@cloudapp/data/account-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import { openDatabase } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { hashPassword } from '@cloudapp/data/password';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SessionRepository } from '@cloudapp/data/session-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { UserRepository, type StoredUser } from '@cloudapp/data/user-repository';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { loadEnvironment } from '../../config/index.ts';
import { prefixOf } from '../names.ts';

// npx tsx stacks/commands/create-administrator.ts ENV E-MAIL — makes the first administrator, with a one-time password.

const machineQuota = 10;
/** 15 bytes are 20 characters and 120 bits. */
const passwordBytes = 15;

const environment = loadEnvironment(process.argv[2]);
const email = z.email().parse(process.argv[3]?.trim().toLowerCase());
const database = openDatabase(prefixOf(environment), { region: environment.region });
const now = new Date();
const password = randomBytes(passwordBytes).toString('base64url');
const user: StoredUser = {
  id: newId('usr', now),
  email,
  name: 'Administrator',
  role: 'admin',
  status: 'active',
  mustChangePassword: true,
  createdAt: now.toISOString(),
  sessionEpoch: 0,
  version: 1,
};
const accounts = new AccountRepository({
  database,
  users: new UserRepository(database),
  credentials: new CredentialRepository(database),
  quotas: new QuotaRepository(database),
  sessions: new SessionRepository(database, { idleMinutes: environment.signIn.sessionIdleMinutes }),
  statistics: new StatisticsRepository(database),
  audit: new AuditRepository(database),
});
const event = { action: 'user-created', subject: { kind: 'user', id: user.id, name: user.name } } as const;
try {
  await accounts.createFirstAdministrator(user, await hashPassword(password), machineQuota, { event, at: now });
  process.stdout.write(`${email}\nOne-time password, to be changed at the first sign-in: ${password}\n`);
} catch (error) {
  if (!(error instanceof AccountConflictError)) throw error;
  process.stderr.write('There is an administrator already; further ones are made on the page.\n');
  process.exitCode = 1;
}
