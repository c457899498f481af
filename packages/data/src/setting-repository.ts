import type { Database } from './database.ts';
import {
  identityProvidersItem,
  type StoredIdentityProvider,
  type StoredIdentityProviders,
} from './identity-provider-item.ts';
import {
  budgetsItem,
  machineRulesItem,
  signInSettingsItem,
  type StoredBudgets,
  type StoredMachineRules,
  type StoredSignInSettings,
} from './setting-item.ts';
import { readSetting, settingItem, unchangedSettingItem } from './settings-table.ts';
import { webhooksItem, type StoredWebhook, type StoredWebhooks } from './webhook-item.ts';
import type { TransactItem } from './transaction.ts';

const signInKey = 'sign-in';
const providersKey = 'identity-providers';
const machineRulesKey = 'machine-rules';
const budgetsKey = 'budgets';
const webhooksKey = 'webhooks';

const unset: StoredSignInSettings = { secondFactorOf: 'nobody', graceDays: 0, passwordsOf: 'everybody', version: 0 };

/** What holds for machines while nobody has said otherwise. */
const usualMachineRules: StoredMachineRules = {
  keptDays: 14,
  longestHours: { user: 720, admin: 720 },
  longestHoursOf: {},
  version: 0,
};

/** What administrators have set for everybody. */
export class SettingRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What signing in asks of people, as of this instant; nothing more than a password while nobody has said so. */
  async signIn(): Promise<StoredSignInSettings> {
    const item = await readSetting(this.#database, signInKey);
    return item ? signInSettingsItem.parse(item) : unset;
  }

  /** The companies that people may sign in with, as of this instant. */
  async identityProviders(): Promise<StoredIdentityProviders> {
    const item = await readSetting(this.#database, providersKey);
    return item ? identityProvidersItem.parse(item) : { providers: [], version: 0 };
  }

  /** What holds for machines, as of this instant. */
  async machineRules(): Promise<StoredMachineRules> {
    const item = await readSetting(this.#database, machineRulesKey);
    return item ? machineRulesItem.parse(item) : usualMachineRules;
  }

  /** What machines of each person may cost in a month, as of this instant. */
  async budgets(): Promise<StoredBudgets> {
    const item = await readSetting(this.#database, budgetsKey);
    return item ? budgetsItem.parse(item) : { people: {}, version: 0 };
  }

  /** The webhooks of the organisation, as of this instant. */
  async webhooks(): Promise<StoredWebhooks> {
    const item = await readSetting(this.#database, webhooksKey);
    return item ? webhooksItem.parse(item) : { webhooks: [], version: 0 };
  }

  /** Other settings in place of those that were read, within a transaction; fails when somebody else has set some since. */
  signInItem(read: StoredSignInSettings, settings: Omit<StoredSignInSettings, 'version'>): TransactItem {
    return settingItem(this.#database, signInKey, { ...signInSettingsItem.mark, ...settings }, read.version);
  }

  /** That what signing in asks is still what was read, within a transaction. */
  unchangedSignInItem({ version }: StoredSignInSettings): TransactItem {
    return unchangedSettingItem(this.#database, signInKey, version);
  }

  /** As `signInItem`, of what holds for machines. */
  machineRulesItem(read: StoredMachineRules, rules: Omit<StoredMachineRules, 'version'>): TransactItem {
    return settingItem(this.#database, machineRulesKey, { ...machineRulesItem.mark, ...rules }, read.version);
  }

  /** As `signInItem`, of what machines of each person may cost in a month. */
  budgetsItem(read: StoredBudgets, budgets: Omit<StoredBudgets, 'version'>): TransactItem {
    return settingItem(this.#database, budgetsKey, { ...budgetsItem.mark, ...budgets }, read.version);
  }

  /** As `signInItem`, of the companies that people may sign in with. */
  identityProvidersItem(read: StoredIdentityProviders, providers: readonly StoredIdentityProvider[]): TransactItem {
    return settingItem(this.#database, providersKey, { ...identityProvidersItem.mark, providers }, read.version);
  }

  /** As `signInItem`, of the webhooks. */
  webhooksItem(read: StoredWebhooks, webhooks: readonly StoredWebhook[]): TransactItem {
    return settingItem(this.#database, webhooksKey, { ...webhooksItem.mark, webhooks }, read.version);
  }
}
