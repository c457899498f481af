import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { mailAddressItem, type MailAddress } from './notice-item.ts';

/** Addresses lie beside the notices, under keys that no notice has. */
const keyOf = (email: string): string => `address#${email}`;

/** The e-mail addresses that no more mail goes to. */
export class MailAddressRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Notes why no more mail goes to an address; the first reason stays. */
  async shun(address: MailAddress): Promise<void> {
    const put = new PutCommand({
      TableName: this.#database.table('notices'),
      Item: { ...mailAddressItem.mark, noticeId: keyOf(address.email), ...address },
      ConditionExpression: 'attribute_not_exists(noticeId)',
    });
    await writeIf(() => this.#database.client.send(put));
  }

  /** Which of these addresses no mail goes to. */
  async shunned(emails: readonly string[]): Promise<ReadonlyMap<string, MailAddress>> {
    const keys = [...new Set(emails)].map((email) => ({ noticeId: keyOf(email) }));
    const found = await readBatches(this.#database, 'notices', keys);
    return new Map(found.map(mailAddressItem.parse).map((address) => [address.email, address]));
  }
}
