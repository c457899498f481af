import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeIf } from './conditional-write.ts';
import type { Database } from './database.ts';
import { digestOf, digestsIn, isActive, remembered } from './usage-digest.ts';
import { hourMs, minuteMs, packed, usageItem, type TimedUsage, type UsageHour } from './usage-item.ts';
import { addTotals, noTotals, packTotals, totalsOf, type UsageTotals } from './usage-totals.ts';

/** One for each hour of a day, and one for the hour that has begun. An item is used again 25 hours later. */
const places = 25;

/** What is known of what a machine did. */
export interface MachineUse {
  /** The last 24 hours, and up to one more, oldest first. */
  readonly day: readonly TimedUsage[];
  /** In all its life. */
  readonly inAll: UsageTotals;
}

/**
 * What machines did in the last 24 hours, and the sums of all before, apart from the machines, which do not change each minute. What is
 * told of a minute first counts: sent again, it changes nothing, whatever comes in between.
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

  /** As of a moment ago. */
  async of(instanceId: string, now: Date): Promise<MachineUse> {
    const oldest = (hourOf(now.getTime()) - places + 1) * hourMs;
    const hours = await this.#stored(instanceId);
    const samples = hours.flatMap((hour) => hour.samples);
    return {
      day: sorted(samples.filter(({ at }) => at >= oldest && at <= now.getTime())),
      inAll: hours.reduce((sum, hour) => addTotals(sum, this.#upTo(hour)), noTotals),
    };
  }

  /**
   * What is remembered of a month, as of a moment ago: the digest of each hour in which something was said (`usage-digest.ts`), by the
   * number of the hour since 1970.
   */
  async ofMonth(instanceId: string): Promise<Map<number, Uint8Array>> {
    const digests = new Map<number, Uint8Array>();
    for (const { hour, past, samples } of await this.#stored(instanceId)) {
      digests.set(hour, digestOf(samples));
      for (const { roundsAgo, digest } of digestsIn(past)) digests.set(hour - roundsAgo * places, digest);
    }
    return digests;
  }

  async #stored(instanceId: string): Promise<UsageHour[]> {
    const { Items = [] } = await this.#database.client.send(
      new QueryCommand({
        TableName: this.#database.table('instances'),
        KeyConditionExpression: 'instanceId = :id AND begins_with(sk, :usage)',
        ExpressionAttributeValues: { ':id': instanceId, ':usage': 'usage#' },
      }),
    );
    return Items.map((item) => usageItem.parse(item));
  }

  /** What was done in an hour and in all that had its place before. */
  #upTo({ before, samples }: UsageHour): UsageTotals {
    return addTotals(
      before,
      totalsOf(samples, (sample) => !isActive(sample)),
    );
  }

  /**
   * In the place of the hour that was there a day ago or longer, whose minutes go into the sums, and of which a digest is remembered:
   * nothing is told so late that it could be missed. Of two at once the second finds the first one's.
   */
  async #begin(instanceId: string, hour: number, samples: readonly TimedUsage[]) {
    const old = await this.#read(instanceId, hour);
    if (old === undefined || old.hour > hour) return undefined;
    const gone = Array.from({ length: 60 }, (_, minute) => minute).filter(
      (minute) => !samples.some(({ at }) => minuteOf(at) === minute),
    );
    const begin = () => this.#write(instanceId, hour, samples, '#hour = :old', { gone, old });
    const isBegun = old.hour < hour ? await begin() : undefined;
    return isBegun ?? (await this.#write(instanceId, hour, samples, '#hour = :hour'));
  }

  async #read(instanceId: string, hour: number): Promise<UsageHour | undefined> {
    const { Item } = await this.#database.client.send(
      new GetCommand({
        TableName: this.#database.table('instances'),
        Key: { instanceId, sk: placeOf(hour) },
        ConsistentRead: true,
      }),
    );
    return Item && usageItem.parse(Item);
  }

  /** What stays of an hour when another takes its place. */
  #ofBegun(hour: number, old: UsageHour) {
    const past = remembered(old.past, old.samples, (hour - old.hour) / places);
    return { ':old': old.hour, ':sum': packTotals(this.#upTo(old)), ':past': past };
  }

  /** @returns what is stored of the hour then; undefined where the condition does not hold */
  async #write(
    instanceId: string,
    hour: number,
    samples: readonly TimedUsage[],
    condition: string,
    begun?: { readonly gone: readonly number[]; readonly old: UsageHour },
  ): Promise<readonly TimedUsage[] | undefined> {
    const { gone = [] } = begun ?? {};
    const isNew = begun !== undefined;
    const rows = [...new Map(samples.map((sample) => [minuteOf(sample.at), packed(sample)]))];
    const set = rows.map(([minute]) => {
      const value = isNew ? `:m${minute}` : `if_not_exists(#m${minute}, :m${minute})`;
      return `#m${minute} = ${value}`;
    });
    const removed = gone.length > 0 ? ` REMOVE ${gone.map((minute) => `#m${minute}`).join(', ')}` : '';
    const minutes = [...rows.map(([minute]) => minute), ...gone];
    let stored: readonly TimedUsage[] | undefined;
    await writeIf(async () => {
      const { Attributes = {} } = await this.#database.client.send(
        new UpdateCommand({
          TableName: this.#database.table('instances'),
          Key: { instanceId, sk: placeOf(hour) },
          UpdateExpression: `SET #hour = :hour, schemaVersion = :version, ${set.join(', ')}${isNew ? ', s = :sum, p = :past' : ''}${removed}`,
          ConditionExpression: condition,
          ExpressionAttributeNames: {
            '#hour': 'hour',
            ...Object.fromEntries(minutes.map((minute) => [`#m${minute}`, String(minute).padStart(2, '0')])),
          },
          ExpressionAttributeValues: {
            ':hour': hour,
            ':version': usageItem.mark.schemaVersion,
            ...(begun && this.#ofBegun(hour, begun.old)),
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

function placeOf(hour: number): string {
  return `usage#${String(hour % places).padStart(2, '0')}`;
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
