import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import { signInSettingsItem, type StoredSignInSettings } from './setting-item.ts';
import type { TransactItem } from './transaction.ts';

const signInKey = 'sign-in';

const unset: StoredSignInSettings = { secondFactorOf: 'nobody', graceDays: 0, passwordsOf: 'everybody', version: 0 };

/** What administrators have set for everybody. */
export class SettingRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What signing in asks of people, as of this instant; nothing more than a password while nobody has said so. */
  async signIn(): Promise<StoredSignInSettings> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#database.table('settings'), Key: { name: signInKey }, ConsistentRead: true }),
    );
    return answer.Item ? signInSettingsItem.parse(answer.Item) : unset;
  }

  /** Other settings in place of those that were read, within a transaction; fails when somebody else has set some since. */
  signInItem(read: StoredSignInSettings, settings: Omit<StoredSignInSettings, 'version'>): TransactItem {
    return {
      Put: {
        TableName: this.#database.table('settings'),
        Item: { ...signInSettingsItem.mark, name: signInKey, ...settings, version: read.version + 1 },
        ConditionExpression: 'attribute_not_exists(#name) OR #version = :read',
        ExpressionAttributeNames: { '#name': 'name', '#version': 'version' },
        ExpressionAttributeValues: { ':read': read.version },
      },
    };
  }
}
