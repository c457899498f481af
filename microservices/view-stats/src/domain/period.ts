import type { Period } from '@cloudapp/contracts/stats';
import { bucketKeys } from '@cloudapp/data/counters';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface Bucket {
  /** Key of the item that holds its counters. */
  readonly key: string;
  /** Its first instant. */
  readonly at: string;
}

/** How a period is divided: a day into hours, longer ones into days. The newest bucket is the one that `now` lies in. */
const divisions: Readonly<Record<Period, { size: 'hour' | 'day'; buckets: number }>> = {
  '24h': { size: 'hour', buckets: 24 },
  '7d': { size: 'day', buckets: 7 },
  '30d': { size: 'day', buckets: 30 },
  '90d': { size: 'day', buckets: 90 },
};

export interface PeriodBuckets {
  readonly size: 'hour' | 'day';
  /** The buckets of the period, oldest first. */
  readonly now: readonly Bucket[];
  /** As many buckets right before them. */
  readonly before: readonly Bucket[];
}

/** The buckets of a period that ends at `now`, and of the period before it. */
export function periodBuckets(period: Period, now: Date): PeriodBuckets {
  const { size, buckets } = divisions[period];
  const lengthMs = size === 'hour' ? hourMs : dayMs;
  const newest = Math.floor(now.getTime() / lengthMs);
  const bucketsFrom = (first: number) =>
    Array.from({ length: buckets }, (_, index) => bucketAt(new Date((first + index) * lengthMs), size));
  return { size, now: bucketsFrom(newest - buckets + 1), before: bucketsFrom(newest - 2 * buckets + 1) };
}

function bucketAt(start: Date, size: 'hour' | 'day'): Bucket {
  return { key: bucketKeys(start)[size], at: start.toISOString() };
}
