import { percentile, type Counters } from '@cloudapp/data/counters';
import type { Bucket } from './period.ts';

/** All counters by the key of their bucket. */
export type CountersByKey = ReadonlyMap<string, Counters>;

/** The counters of some buckets added up. */
export function total(buckets: readonly Bucket[], counters: CountersByKey): Counters {
  const sums: Record<string, number> = {};
  for (const { key } of buckets) {
    for (const [name, value] of Object.entries(counters.get(key) ?? {})) sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}

/** The counters that carry a blueprint's id behind `kind#`, by blueprint. */
export function byBlueprint(kind: string, counters: Counters): Map<string, number> {
  const prefix = `${kind}#`;
  return new Map(
    Object.entries(counters).flatMap(([name, value]): [string, number][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

/** The sum of a counter over all blueprints. */
export function sumOver(kind: string, counters: Counters): number {
  return [...byBlueprint(kind, counters).values()].reduce((sum, value) => sum + value, 0);
}

/** Median and 95th percentile of the seconds to ready, of one blueprint or of all. */
export function secondsToReady(counters: Counters, blueprintId?: string): { p50: number; p95: number } | undefined {
  const buckets = new Map<number, number>();
  for (const [name, amount] of byBlueprint('ttr', counters)) {
    const separator = name.lastIndexOf('#');
    if (blueprintId !== undefined && name.slice(0, separator) !== blueprintId) continue;
    const bucket = Number(name.slice(separator + 1));
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + amount);
  }
  const p50 = percentile(buckets, 0.5);
  const p95 = percentile(buckets, 0.95);
  return p50 === undefined || p95 === undefined ? undefined : { p50: rounded(p50), p95: rounded(p95) };
}

const rounded = (seconds: number) => Math.round(seconds * 10) / 10;
