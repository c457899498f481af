import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './database.ts';
import { ownerPartition } from './instance-partitions.ts';
import { instanceItem, type InstanceRecord } from './instance-record.ts';

/** Machines of somebody that were there since a moment, also those that are deleted by now; as of a moment ago. */
export class PastInstances {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * @param most so many are read at most of those that are there, and of those that have ended: the newest
   * @returns those that were there, and how many could not be looked at, at the least
   */
  async of(ownerId: string, since: Date, most: number): Promise<{ found: InstanceRecord[]; leftOut: number }> {
    const sides = await Promise.all([false, true].map((isEnded) => this.#newest(ownerId, isEnded, most)));
    const found = sides.flatMap(({ records }) => records).filter((record) => wasThere(record, since));
    return { found, leftOut: sides.filter(({ hasMore }) => hasMore).length };
  }

  async #newest(ownerId: string, isEnded: boolean, most: number) {
    const records: InstanceRecord[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#database.client.send(
        new QueryCommand({
          TableName: this.#database.table('instances'),
          IndexName: 'by-owner',
          KeyConditionExpression: 'ownerId = :owner',
          ExpressionAttributeValues: { ':owner': ownerPartition(ownerId, isEnded) },
          ScanIndexForward: false,
          Limit: most - records.length,
          ExclusiveStartKey: start,
        }),
      );
      records.push(...Items.map((item) => instanceItem.parse(item)));
      start = LastEvaluatedKey;
    } while (start !== undefined && records.length < most);
    return { records, hasMore: start !== undefined };
  }
}

function wasThere({ state, stateChangedAt }: InstanceRecord, since: Date): boolean {
  return state !== 'terminated' || Date.parse(stateChangedAt) > since.getTime();
}
