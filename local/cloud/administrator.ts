import { composeAccounts } from '@cloudapp/accounts/composition';
import { openDatabase, type Database } from '@cloudapp/data/database';
import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { UserRepository } from '@cloudapp/data/user-repository';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { REGION } from '../ministack/mini-stack.ts';
import type { RootKey } from '../ministack/root-key.ts';
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

const LOOK_MILLISECONDS = 2_000;

/** The administrator that an empty CloudApp begins with: made once, with a password that must be changed at first. */
export async function ensureAdministrator(options: AdministratorOptions): Promise<Administrator> {
  const database = openDatabase(PREFIX, {
    endpoint: options.emulatorUrl,
    region: REGION,
    credentials: options.rootKey,
    ...callSettings(patience.request),
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
  const created = await createFirstAdministrator(composeAccounts(database), { email }, new Date());
  // There is one whose file is gone: the state was kept, the note was deleted.
  if (created === undefined) return { userId: '', email };
  const remembered = { userId: created.userId, email, password: created.oneTimePassword };
  await remember(file, remembered);
  return remembered;
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
