import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { defineItem } from './stored-item.ts';

/** So many at once, and then so many a second. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** When the next turn would come if there were no burst, in milliseconds since 1970. */
const turnItem = defineItem({ table: 'instances', schema: z.object({ nextAt: z.number() }) });

const key = { instanceId: '#launches', sk: 'turns' };

/**
 * Gives out turns in the order in which they are asked for, as far apart as a pace wants them: the generic cell rate algorithm
 * (ITU-T I.371) on one item. It is written once for each turn, and by no transaction, so that it takes many times what the pace lets through.
 */
export class LaunchTurnRepository {
  readonly #database: Database;
  readonly #pace: Pace;

  constructor(database: Database, pace: Pace) {
    this.#database = database;
    this.#pace = pace;
  }

  /** Takes the next turn. @returns when it comes: now, or later */
  async take(now: Date): Promise<Date> {
    const { burst } = this.#pace;
    const nextAt = await this.#next(now.getTime());
    return new Date(Math.max(now.getTime(), nextAt - burst * this.#intervalMs));
  }

  get #intervalMs(): number {
    return 1000 / this.#pace.perSecond;
  }

  /** Behind those that wait; where nobody does, from now on. Whoever comes between the two writes is waited for. */
  async #next(now: number): Promise<number> {
    for (;;) {
      const next = (await this.#add('nextAt + :interval', 'nextAt >= :now', now)) ?? (await this.#begin(now));
      if (next !== undefined) return next;
    }
  }

  #begin(now: number): Promise<number | undefined> {
    return this.#add(':now + :interval', 'attribute_not_exists(nextAt) OR nextAt < :now', now);
  }

  /** @returns what it is then; undefined where the condition does not hold */
  async #add(value: string, condition: string, now: number): Promise<number | undefined> {
    let next: number | undefined;
    await writeIf(async () => {
      const { Attributes = {} } = await this.#database.client.send(
        new UpdateCommand({
          TableName: this.#database.table('instances'),
          Key: key,
          UpdateExpression: `SET nextAt = ${value}, schemaVersion = :version`,
          ConditionExpression: condition,
          ExpressionAttributeValues: {
            ':interval': this.#intervalMs,
            ':now': now,
            ':version': turnItem.mark.schemaVersion,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      next = turnItem.parse(Attributes).nextAt;
    });
    return next;
  }
}
