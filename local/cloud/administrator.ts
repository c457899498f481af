import { AccountConflictError, AccountRepository } from '@cloudapp/data/account-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import { openDatabase, type Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { hashPassword } from '@cloudapp/data/password';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { SessionRepository } from '@cloudapp/data/session-repository';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { UserRepository, type StoredUser } from '@cloudapp/data/user-repository';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { REGION } from '../ministack/mini-stack.ts';
import type { RootKey } from './clients.ts';
import { PREFIX } from './names.ts';

export interface AdministratorOptions {
  emulatorUrl: string;
  rootKey: RootKey;
  email: string;
  /** Remembers the one-time password over restarts, until it is used. */
  file: string;
  onFirstUse: () => Promise<void>;
}

export interface Administrator {
  email: string;
  /** One-time; absent once it was used. */
  password: string | undefined;
  close: () => Promise<void>;
}

interface Remembered {
  userId: string;
  email: string;
  password?: string;
}

const QUOTA = 10;
const LOOK_MILLISECONDS = 2_000;

/** The administrator that an empty CloudApp begins with: made once, with a password that must be changed at first. */
export async function ensureAdministrator(options: AdministratorOptions): Promise<Administrator> {
  const database = openDatabase(PREFIX, {
    endpoint: options.emulatorUrl,
    region: REGION,
    credentials: options.rootKey,
  });
  const remembered = (await recall(options.file)) ?? (await create(database, options));
  const timer = remembered.password === undefined ? undefined : watchFirstUse(database, remembered, options);
  const close = async (): Promise<void> => {
    clearInterval(timer);
    database.client.destroy();
    return Promise.resolve();
  };
  return { email: remembered.email, password: remembered.password, close };
}

async function create(database: Database, { email, file }: AdministratorOptions): Promise<Remembered> {
  const now = new Date();
  const password = randomBytes(15).toString('base64url');
  const user = firstUser(email, now);
  const event = { action: 'user-created', subject: { kind: 'user', id: user.id, name: user.name } } as const;
  try {
    await accountsOf(database).createFirstAdministrator(user, await hashPassword(password), QUOTA, { event, at: now });
  } catch (error) {
    // There is one whose file is gone: the state was kept, the note was deleted.
    if (error instanceof AccountConflictError) return { userId: '', email };
    throw error;
  }
  const remembered = { userId: user.id, email, password };
  await remember(file, remembered);
  return remembered;
}

function firstUser(email: string, now: Date): StoredUser {
  return {
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
}

function accountsOf(database: Database): AccountRepository {
  return new AccountRepository({
    database,
    users: new UserRepository(database),
    credentials: new CredentialRepository(database),
    quotas: new QuotaRepository(database),
    sessions: new SessionRepository(database, { idleMinutes: 60 }),
    statistics: new StatisticsRepository(database),
    audit: new AuditRepository(database),
  });
}

/** Forgets the one-time password as soon as somebody has signed in with it. */
function watchFirstUse(
  database: Database,
  { userId, email }: Remembered,
  options: AdministratorOptions,
): NodeJS.Timeout {
  const users = new UserRepository(database);
  const look = async (): Promise<void> => {
    const user = await users.get(userId);
    if (user !== undefined && user.lastSignInAt === undefined) return;
    clearInterval(timer);
    await remember(options.file, { userId, email });
    await options.onFirstUse();
  };
  const timer = setInterval(() => {
    look().catch(() => undefined); // the emulator is stopping, or busy: the next look tells
  }, LOOK_MILLISECONDS);
  timer.unref();
  return timer;
}

async function recall(file: string): Promise<Remembered | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Remembered) : undefined;
}

async function remember(file: string, remembered: Remembered): Promise<void> {
  await writeFile(file, JSON.stringify(remembered), { mode: 0o600 });
}
