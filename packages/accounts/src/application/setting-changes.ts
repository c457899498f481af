import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';

interface Repositories {
  readonly database: Database;
  readonly settings: SettingRepository;
  readonly audit: AuditRepository;
}

/**
 * Sets what signing in asks of people, in place of what was read.
 * @throws AccountConflictError `edit-conflict` when somebody else has set it since
 */
export async function changeSignInSettings(
  { database, settings, audit }: Repositories,
  read: StoredSignInSettings,
  wanted: Omit<StoredSignInSettings, 'version'>,
  { event, at }: AuditEntry,
): Promise<void> {
  const steps = [step(settings.signInItem(read, wanted), 'edit-conflict' as const), audit.step(event, at)];
  await transact<AccountConflict, never>(database, steps, (reason) => {
    throw new AccountConflictError(reason);
  });
}
