import type { Period, StatsSeries } from '@cloudapp/contracts/stats';
import { counter, fromMicros, type Counters } from '@cloudapp/data/counters';
import { byBlueprint, sumOver, type CountersByKey } from './counted.ts';
import { periodBuckets, type Bucket } from './period.ts';

/** What happened in each hour or day of a period, oldest first. */
export function series(period: Period, now: Date, counters: CountersByKey, gauges: Counters): StatsSeries {
  const { size, now: buckets } = periodBuckets(period, now);
  const machines = machinesAtEnd(buckets, counters, gauges);
  return {
    period,
    bucket: size,
    points: buckets.map(({ key, at }, index) => {
      const counted = counters.get(key) ?? {};
      return {
        at,
        launches: sumOver('launches', counted),
        ready: sumOver('ready', counted),
        failures: sumOver('failed', counted),
        signIns: counted[counter.signIns] ?? 0,
        failedSignIns: counted[counter.failedSignIns] ?? 0,
        cost: fromMicros(sumOver('cost', counted)),
        machines: machines[index] ?? {},
      };
    }),
  };
}

/**
 * Machines by blueprint at the end of each bucket: the gauges say how many there are now, and taking a bucket's net change
 * away gives the number at its beginning, which is the end of the bucket before it.
 */
function machinesAtEnd(
  buckets: readonly Bucket[],
  counters: CountersByKey,
  gauges: Counters,
): Record<string, number>[] {
  const standing = byBlueprint('blueprint', gauges);
  const ends: Record<string, number>[] = [];
  for (const { key } of [...buckets].reverse()) {
    ends.unshift(Object.fromEntries([...standing].filter(([, amount]) => amount > 0)));
    for (const [blueprintId, change] of byBlueprint('net', counters.get(key) ?? {})) {
      standing.set(blueprintId, (standing.get(blueprintId) ?? 0) - change);
    }
  }
  return ends;
}
