import { composeAccounts } from '@cloudapp/accounts/composition';
import type { Invitation } from '@cloudapp/accounts/application/one-time-passwords';
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
  /** Remembers whether the one-time password was used. */
  file: string;
  /** How long a one-time password is good for. */
  invitationHours: number;
  onFirstUse: () => Promise<void>;
}

export interface Administrator {
  email: string;
  /** To choose a password with, once; absent once it was used. */
  invitation: Invitation | undefined;
  close: () => Promise<void>;
}

interface Remembered {
  userId: string;
  email: string;
  password?: string;
  validUntil?: string;
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
  const before = await recall(options.file);
  const remembered = before !== undefined && before.password === undefined ? before : await invite(database, options);
  const timer = remembered.password === undefined ? undefined : watchFirstUse(database, remembered, options);
  const close = async (): Promise<void> => {
    clearInterval(timer);
    database.client.destroy();
    return Promise.resolve();
  };
  const { email, password: oneTimePassword, validUntil } = remembered;
  const invitation = oneTimePassword && validUntil ? { oneTimePassword, validUntil } : undefined;
  return { email, invitation, close };
}

/** Each start gives another, until one is used. */
async function invite(database: Database, { email, file, invitationHours }: AdministratorOptions): Promise<Remembered> {
  const created = await createFirstAdministrator(composeAccounts(database), { email }, invitationHours, new Date());
  // There is one who has chosen a password: the note was deleted, or we had stopped before we saw it.
  if (created === undefined) return { userId: '', email };
  const { userId, oneTimePassword: password, validUntil } = created;
  const remembered = { userId, email, password, validUntil };
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
