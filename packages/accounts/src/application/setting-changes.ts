import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { StoredIdentityProvider, StoredIdentityProviders } from '@cloudapp/data/identity-provider-item';
import type { StoredWebhook, StoredWebhooks } from '@cloudapp/data/webhook-item';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, transact, type Step, type TransactItem } from '@cloudapp/data/transaction';
import { AccountConflictError, type AccountConflict } from '../domain/account-conflict.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';

interface Repositories {
  readonly database: Database;
  readonly settings: SettingRepository;
  readonly audit: AuditRepository;
}

/**
 * Sets what signing in asks of people, in place of what was read.
 * @param more what must hold along with it
 * @throws AccountConflictError `edit-conflict` when somebody else has set it since
 */
export async function changeSignInSettings(
  to: Repositories,
  read: StoredSignInSettings,
  wanted: Omit<StoredSignInSettings, 'version'>,
  entry: AuditEntry,
  more: readonly Step<'edit-conflict'>[] = [],
): Promise<void> {
  await change(to, to.settings.signInItem(read, wanted), entry, more);
}

/** As `changeSignInSettings`, of the companies that people may sign in with. */
export async function changeIdentityProviders(
  to: Repositories,
  read: StoredIdentityProviders,
  wanted: readonly StoredIdentityProvider[],
  entry: AuditEntry,
): Promise<void> {
  await change(to, to.settings.identityProvidersItem(read, wanted), entry);
}

/** As `changeSignInSettings`, of the webhooks. */
export async function changeWebhooks(
  to: Repositories,
  read: StoredWebhooks,
  wanted: readonly StoredWebhook[],
  entry: AuditEntry,
): Promise<void> {
  await change(to, to.settings.webhooksItem(read, wanted), entry);
}

async function change(
  { database, audit }: Repositories,
  item: TransactItem,
  { event, at }: AuditEntry,
  more: readonly Step<'edit-conflict'>[] = [],
): Promise<void> {
  const steps = [step(item, 'edit-conflict' as const), ...more, audit.step(event, at)];
  await transact<AccountConflict, never>(database, steps, (reason) => {
    throw new AccountConflictError(reason);
  });
}
