import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import {
  directoryRulesItem,
  directoryTokenItem,
  type StoredDirectoryRules,
  type StoredDirectoryToken,
} from './directory-item.ts';
import { readSetting } from './settings-table.ts';
import type { TransactItem } from './transaction.ts';

const tokenKey = { name: 'directory-token' };
const rulesKey = { name: 'directory' };

const noRules: StoredDirectoryRules = { rules: [], pending: new Set(), version: 0 };

/** The token of the directory, and what its groups give people. */
export class DirectorySettingRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('settings');
  }

  /** The token, as of this instant. */
  async token(): Promise<StoredDirectoryToken | undefined> {
    const item = await readSetting(this.#database, tokenKey.name);
    return item && directoryTokenItem.parse(item);
  }

  /** Notes that a token was used, and from where. @returns whether it is still the one */
  async touch({ tokenHash }: StoredDirectoryToken, address: string, at: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: tokenKey,
      UpdateExpression: 'SET lastUsedAt = :now, lastUsedFrom = :address',
      ConditionExpression: 'tokenHash = :hash',
      ExpressionAttributeValues: { ':now': at.toISOString(), ':address': address, ':hash': tokenHash },
    });
    return writeIf(() => this.#database.client.send(update));
  }

  /** A token in place of the one that there was, within a transaction. */
  tokenItem(token: StoredDirectoryToken): TransactItem {
    return { Put: { TableName: this.#table, Item: { ...directoryTokenItem.mark, ...tokenKey, ...token } } };
  }

  /** The end of the token within a transaction; fails when there is none. */
  endTokenItem(): TransactItem {
    return {
      Delete: { TableName: this.#table, Key: tokenKey, ConditionExpression: 'attribute_exists(tokenHash)' },
    };
  }

  /** The rules, as of this instant; none while nobody has set any. */
  async rules(): Promise<StoredDirectoryRules> {
    const item = await readSetting(this.#database, rulesKey.name);
    return item ? directoryRulesItem.parse(item) : noRules;
  }

  /**
   * Other rules in place of those that were read, within a transaction; fails when somebody else has set some since.
   * @param mark that people wait for what they give; those of changes that are on their way stay
   */
  rulesItem(read: StoredDirectoryRules, rules: StoredDirectoryRules['rules'], mark: string): TransactItem {
    return {
      Update: {
        TableName: this.#table,
        Key: rulesKey,
        UpdateExpression: 'SET schemaVersion = :schema, #rules = :rules, #version = :next ADD pending :marks',
        ConditionExpression: 'attribute_not_exists(#name) OR #version = :read',
        ExpressionAttributeNames: { '#name': 'name', '#rules': 'rules', '#version': 'version' },
        ExpressionAttributeValues: {
          ':schema': directoryRulesItem.mark.schemaVersion,
          ':rules': rules,
          ':next': read.version + 1,
          ':read': read.version,
          ':marks': new Set([mark]),
        },
      },
    };
  }

  /** Notes that people wait for what rules give them, where there are rules. @param mark one of its own for each change */
  async setPending(mark: string): Promise<void> {
    await this.#changePending('ADD', [mark]);
  }

  /** Notes that nobody waits any more by some changes. */
  async clearPending(marks: Iterable<string>): Promise<void> {
    await this.#changePending('DELETE', marks);
  }

  async #changePending(how: 'ADD' | 'DELETE', marks: Iterable<string>): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: rulesKey,
      UpdateExpression: `${how} pending :marks`,
      ConditionExpression: 'attribute_exists(#name)',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':marks': new Set(marks) },
    });
    await writeIf(() => this.#database.client.send(update));
  }
}
