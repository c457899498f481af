import type { Demand } from './units.ts';

/** Units a second that one partition gives. */
export interface PartitionLimits {
  readonly read: number;
  readonly write: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
export const documentedLimits: PartitionLimits = { read: 3000, write: 1000 };

interface Bucket {
  tokens: number;
  at: number;
}

const bucketsToKeep = 10_000;
const secondInMilliseconds = 1000;

/**
 * What each value of a partition key has left of its partition. A value that is asked for more than others gets a partition of
 * its own, and no more than that: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html.
 * What is left of a second is lost, since burst capacity does not help beyond the limit of a partition:
 * https://repost.aws/knowledge-center/dynamodb-spiky-workloads-short-intervals
 */
export class Throughput {
  readonly #limits: PartitionLimits | undefined;
  readonly #buckets = new Map<string, Bucket>();

  /** @param limits undefined = there are none */
  constructor(limits: PartitionLimits | undefined) {
    this.#limits = limits;
  }

  /** Takes all of it or nothing. @returns the first that there is not enough for */
  take(demands: readonly Demand[], now: number): Demand | undefined {
    const limits = this.#limits;
    if (!limits) return undefined;
    const wanted = demands.map((demand) => ({ demand, bucket: this.#bucketOf(demand, limits[demand.kind], now) }));
    const short = wanted.find(({ demand, bucket }) => bucket.tokens < Math.min(demand.units, limits[demand.kind]));
    if (short) return short.demand;
    for (const { demand, bucket } of wanted) bucket.tokens -= demand.units;
    return undefined;
  }

  #bucketOf({ table, index = '', partition, kind }: Demand, limit: number, now: number): Bucket {
    const key = `${table}\n${index}\n${kind}\n${partition}`;
    const bucket = this.#buckets.get(key) ?? { tokens: limit, at: now };
    bucket.tokens = Math.min(limit, bucket.tokens + ((now - bucket.at) * limit) / secondInMilliseconds);
    bucket.at = now;
    if (this.#buckets.size > bucketsToKeep) this.#forgetFull(now);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** A bucket that nobody took from for a second is full again, as one is that is not there. */
  #forgetFull(now: number): void {
    for (const [key, { at, tokens }] of this.#buckets) {
      if (tokens >= 0 && now - at >= secondInMilliseconds) this.#buckets.delete(key);
    }
  }
}
