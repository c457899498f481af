import { getBlueprintStats, getSeries, getSummary, type Period } from '@cloudapp/contracts/stats';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { blueprintStatistics } from '../domain/blueprint-statistics.ts';
import { periodBuckets } from '../domain/period.ts';
import { series } from '../domain/series.ts';
import { summary } from '../domain/summary.ts';

/** Answers from counters alone: two batches of reads by key, however many machines and people there are. */
export function statsRoutes(statistics: StatisticsRepository): Route[] {
  const countersOf = (period: Period, now: Date) => {
    const buckets = periodBuckets(period, now);
    return statistics.read([...buckets.before, ...buckets.now].map(({ key }) => key));
  };
  return [
    implement(getSummary, async ({ query: { period }, now }) => {
      const [counters, gauges] = await Promise.all([countersOf(period, now), statistics.gauges()]);
      return summary(period, now, counters, gauges);
    }),
    implement(getSeries, async ({ query: { period }, now }) => {
      const [counters, gauges] = await Promise.all([countersOf(period, now), statistics.gauges()]);
      return series(period, now, counters, gauges);
    }),
    implement(getBlueprintStats, async ({ query: { period }, now }) =>
      blueprintStatistics(period, now, await countersOf(period, now)),
    ),
  ];
}
