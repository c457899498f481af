import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import {
  identityProvidersItem,
  type StoredIdentityProvider,
  type StoredIdentityProviders,
} from './identity-provider-item.ts';
import { signInSettingsItem, type StoredSignInSettings } from './setting-item.ts';
import type { TransactItem } from './transaction.ts';

const signInKey = 'sign-in';
const providersKey = 'identity-providers';

const unset: StoredSignInSettings = { secondFactorOf: 'nobody', graceDays: 0, passwordsOf: 'everybody', version: 0 };

/** What administrators have set for everybody. */
export class SettingRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What signing in asks of people, as of this instant; nothing more than a password while nobody has said so. */
  async signIn(): Promise<StoredSignInSettings> {
    const item = await this.#get(signInKey);
    return item ? signInSettingsItem.parse(item) : unset;
  }

  /** The companies that people may sign in with, as of this instant. */
  async identityProviders(): Promise<StoredIdentityProviders> {
    const item = await this.#get(providersKey);
    return item ? identityProvidersItem.parse(item) : { providers: [], version: 0 };
  }

  /** Other settings in place of those that were read, within a transaction; fails when somebody else has set some since. */
  signInItem(read: StoredSignInSettings, settings: Omit<StoredSignInSettings, 'version'>): TransactItem {
    return this.#put(signInKey, { ...signInSettingsItem.mark, ...settings }, read.version);
  }

  /** As `signInItem`, of the companies that people may sign in with. */
  identityProvidersItem(read: StoredIdentityProviders, providers: readonly StoredIdentityProvider[]): TransactItem {
    return this.#put(providersKey, { ...identityProvidersItem.mark, providers }, read.version);
  }

  async #get(name: string): Promise<Record<string, unknown> | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#database.table('settings'), Key: { name }, ConsistentRead: true }),
    );
    return answer.Item;
  }

  #put(name: string, item: Record<string, unknown>, readVersion: number): TransactItem {
    return {
      Put: {
        TableName: this.#database.table('settings'),
        Item: { ...item, name, version: readVersion + 1 },
        ConditionExpression: 'attribute_not_exists(#name) OR #version = :read',
        ExpressionAttributeNames: { '#name': 'name', '#version': 'version' },
        ExpressionAttributeValues: { ':read': readVersion },
      },
    };
  }
}
