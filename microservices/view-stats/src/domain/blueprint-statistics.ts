import type { BlueprintStats, Period } from '@cloudapp/contracts/stats';
import { fromMicros } from '@cloudapp/data/counters';
import { byBlueprint, secondsToReady, total, type CountersByKey } from './counted.ts';
import { periodBuckets } from './period.ts';

/** Launches, success, time to ready and cost of each blueprint that was used in a period, most launched first. */
export function blueprintStatistics(period: Period, now: Date, counters: CountersByKey): BlueprintStats {
  const sums = total(periodBuckets(period, now).now, counters);
  const launches = byBlueprint('launches', sums);
  const ready = byBlueprint('ready', sums);
  const failed = byBlueprint('failed', sums);
  const cost = byBlueprint('cost', sums);
  const blueprintIds = new Set([launches, ready, failed, cost].flatMap((counted) => [...counted.keys()]));
  const items = [...blueprintIds].map((blueprintId) => {
    const times = secondsToReady(sums, blueprintId);
    return {
      blueprintId,
      launches: launches.get(blueprintId) ?? 0,
      ready: ready.get(blueprintId) ?? 0,
      failed: failed.get(blueprintId) ?? 0,
      ...(times && { secondsToReady: times }),
      cost: fromMicros(cost.get(blueprintId) ?? 0),
    };
  });
  return {
    period,
    items: items.sort((a, b) => b.launches - a.launches || a.blueprintId.localeCompare(b.blueprintId)),
  };
}
