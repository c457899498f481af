import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '@cloudapp/contracts/primitives';
import { factorDemands } from '@cloudapp/contracts/sign-in-settings';
import * as z from 'zod';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';
import type { TransactItem } from './transaction.ts';

const signInKey = 'sign-in';

const signInSettingsItem = defineItem({
  table: 'settings',
  schema: z.object({
    secondFactorOf: z.enum(factorDemands),
    graceDays: z.int(),
    demandedSince: instant.optional(),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

export type StoredSignInSettings = Readonly<ReturnType<typeof signInSettingsItem.parse>>;

const unset: StoredSignInSettings = { secondFactorOf: 'nobody', graceDays: 0, version: 0 };

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
