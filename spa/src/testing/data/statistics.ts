import type { BlueprintStats, Period, StatsSeries, StatsSummary } from '@cloudapp/contracts/stats';
import { blueprints } from './blueprints.ts';

const lengths: Readonly<Record<Period, number>> = { '24h': 24, '7d': 7, '30d': 30, '90d': 90 };

/** Numbers that look like life and are the same each time. */
function wave(index: number, base: number, swing: number): number {
  return Math.max(0, Math.round(base + swing * Math.sin(index * 1.3) + swing * 0.6 * Math.cos(index * 0.7)));
}

export function summary(period: Period): StatsSummary {
  return {
    at: new Date().toISOString(),
    period,
    people: { total: 7, active: 6, disabled: 1, administrators: 2, signedIn: { now: 6, before: 5 } },
    machines: {
      total: 7,
      byState: { installing: 1, failed: 1, ready: 3, stopped: 1, stopping: 1 },
      byBlueprint: [
        { blueprintId: 'postgresql', machines: 2 },
        { blueprintId: 'docker-host', machines: 1 },
        { blueprintId: 'browser-ide', machines: 1 },
        { blueprintId: 'python-data-science', machines: 1 },
        { blueprintId: 'nodejs', machines: 1 },
        { blueprintId: 'web-server', machines: 1 },
      ],
    },
    cost: { perHourNow: 0.1692, period: { now: 18.42, before: 21.07 } },
    launches: {
      requested: { now: 41, before: 33 },
      succeeded: { now: 38, before: 31 },
      failed: { now: 2, before: 2 },
      successRate: 0.95,
      successRateBefore: 0.939,
      secondsToReady: { p50: 71, p95: 168 },
      secondsToReadyBefore: { p50: 79, p95: 190 },
    },
    trouble: { failedLaunches: 2, lockedAccounts: 1, failedSignIns: 9, strays: 0 },
  };
}

export function series(period: Period): StatsSeries {
  const bucket = period === '24h' ? 'hour' : 'day';
  const step = bucket === 'hour' ? 3_600_000 : 86_400_000;
  const count = lengths[period];
  const end = Math.floor(Date.now() / step) * step;
  const ids = blueprints().map(({ id }) => id);
  return {
    period,
    bucket,
    points: Array.from({ length: count }, (_, index) => ({
      at: new Date(end - (count - 1 - index) * step).toISOString(),
      launches: wave(index, 6, 3),
      ready: wave(index, 5, 3),
      failures: index % 5 === 2 ? 1 : 0,
      signIns: wave(index, 14, 6),
      failedSignIns: wave(index, 1, 1.4),
      cost: wave(index, 26, 9) / 10,
      machines: Object.fromEntries(ids.map((id, place) => [id, wave(index + place * 2, 2, 1)])),
    })),
  };
}

export function blueprintStats(period: Period): BlueprintStats {
  return {
    period,
    items: blueprints().map(({ id, expectedSeconds }, place) => ({
      blueprintId: id,
      launches: 12 - place,
      ready: 11 - place,
      failed: place === 1 ? 1 : 0,
      secondsToReady: { p50: expectedSeconds, p95: Math.round(expectedSeconds * 1.9) },
      cost: 4.2 - place * 0.5,
    })),
  };
}
