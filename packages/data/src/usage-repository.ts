import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { hourMs, minuteMs, packed, usageItem, type TimedUsage } from './usage-item.ts';

/** One for each hour of a day, and one for the hour that has begun. An item is used again 25 hours later. */
const places = 25;

/**
 * What machines did in the last 24 hours, apart from the machines, which do not change each minute. What is told of a minute first
 * counts: sent again, it changes nothing, whatever comes in between.
 */
export class UsageRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Adds samples of a machine; one write for each hour that they lie in.
   * @returns all that is stored of those hours, oldest first
   */
  async add(instanceId: string, samples: readonly TimedUsage[]): Promise<TimedUsage[]> {
    const hours = new Set(samples.map(({ at }) => hourOf(at)));
    const stored = await Promise.all(
      [...hours].map(async (hour) => {
        const ofHour = samples.filter(({ at }) => hourOf(at) === hour);
        const isCurrent = 'attribute_not_exists(#hour) OR #hour = :hour';
        return (
          (await this.#write(instanceId, hour, ofHour, isCurrent)) ??
          (await this.#begin(instanceId, hour, ofHour)) ??
          []
        );
      }),
    );
    return sorted(stored.flat());
  }

  /** The last 24 hours, and up to one more; as of a moment ago, oldest first. */
  async ofDay(instanceId: string, now: Date): Promise<TimedUsage[]> {
    const { Items = [] } = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#database.table('instances'),
        KeyConditionExpression: 'instanceId = :id AND begins_with(sk, :usage)',
        ExpressionAttributeValues: { ':id': instanceId, ':usage': 'usage#' },
      }),
    );
    const oldest = (hourOf(now.getTime()) - places + 1) * hourMs;
    const samples = Items.flatMap((item) => usageItem.parse(item).samples);
    return sorted(samples.filter(({ at }) => at >= oldest && at <= now.getTime()));
  }

  /** In the place of the hour that was there a day ago, whose minutes go. Of two at once the second finds the first one's. */
  async #begin(instanceId: string, hour: number, samples: readonly TimedUsage[]): Promise<TimedUsage[] | undefined> {
    const gone = Array.from({ length: 60 }, (_, minute) => minute).filter(
      (minute) => !samples.some(({ at }) => minuteOf(at) === minute),
    );
    return (
      (await this.#write(instanceId, hour, samples, '#hour < :hour', gone)) ??
      (await this.#write(instanceId, hour, samples, '#hour = :hour'))
    );
  }

  /** @returns what is stored of the hour then; undefined where the condition does not hold */
  async #write(
    instanceId: string,
    hour: number,
    samples: readonly TimedUsage[],
    condition: string,
    gone: readonly number[] = [],
  ): Promise<TimedUsage[] | undefined> {
    const isNew = gone.length > 0;
    const rows = [...new Map(samples.map((sample) => [minuteOf(sample.at), packed(sample)]))];
    const set = rows.map(([minute]) => {
      const value = isNew ? `:m${minute}` : `if_not_exists(#m${minute}, :m${minute})`;
      return `#m${minute} = ${value}`;
    });
    const removed = isNew ? ` REMOVE ${gone.map((minute) => `#m${minute}`).join(', ')}` : '';
    const minutes = [...rows.map(([minute]) => minute), ...gone];
    let stored: TimedUsage[] | undefined;
    await writeIf(async () => {
      const { Attributes = {} } = await this.#database.client.send(
        new UpdateCommand({
          TableName: this.#database.table('instances'),
          Key: { instanceId, sk: `usage#${String(hour % places).padStart(2, '0')}` },
          UpdateExpression: `SET #hour = :hour, schemaVersion = :version, ${set.join(', ')}${removed}`,
          ConditionExpression: condition,
          ExpressionAttributeNames: {
            '#hour': 'hour',
            ...Object.fromEntries(minutes.map((minute) => [`#m${minute}`, String(minute).padStart(2, '0')])),
          },
          ExpressionAttributeValues: {
            ':hour': hour,
            ':version': usageItem.mark.schemaVersion,
            ...Object.fromEntries(rows.map(([minute, bytes]) => [`:m${minute}`, bytes])),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      stored = usageItem.parse(Attributes).samples;
    });
    return stored;
  }
}

function hourOf(at: number): number {
  return Math.floor(at / hourMs);
}

function minuteOf(at: number): number {
  return Math.floor((at % hourMs) / minuteMs);
}

function sorted(samples: readonly TimedUsage[]): TimedUsage[] {
  return [...samples].sort((one, other) => one.at - other.at);
}
