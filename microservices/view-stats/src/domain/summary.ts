import { instanceStates } from '@cloudapp/contracts/instance-state';
import type { Period, StatsSummary } from '@cloudapp/contracts/stats';
import { counter, fromMicros, gauge, type Counters } from '@cloudapp/data/counters';
import { byBlueprint, secondsToReady, sumOver, total, type CountersByKey } from './counted.ts';
import { periodBuckets } from './period.ts';

/** What the overview answers at a glance. */
export function summary(period: Period, now: Date, counters: CountersByKey, gauges: Counters): StatsSummary {
  const buckets = periodBuckets(period, now);
  const current = total(buckets.now, counters);
  const before = total(buckets.before, counters);
  const trend = (read: (counters: Counters) => number) => ({ now: read(current), before: read(before) });
  return {
    at: now.toISOString(),
    period,
    people: people(gauges, trend),
    machines: machines(gauges),
    cost: {
      perHourNow: fromMicros(atLeastZero(gauges[gauge.costPerHour])),
      period: trend((counters) => fromMicros(sumOver('cost', counters))),
    },
    launches: {
      requested: trend((counters) => sumOver('launches', counters)),
      succeeded: trend((counters) => sumOver('ready', counters)),
      failed: trend((counters) => sumOver('failed', counters)),
      ...defined('successRate', successRate(current)),
      ...defined('successRateBefore', successRate(before)),
      ...defined('secondsToReady', secondsToReady(current)),
      ...defined('secondsToReadyBefore', secondsToReady(before)),
    },
    trouble: {
      failedLaunches: sumOver('failed', current),
      lockedAccounts: current[counter.lockouts] ?? 0,
      failedSignIns: current[counter.failedSignIns] ?? 0,
      strays: atLeastZero(gauges[gauge.strays]),
    },
  };
}

function people(gauges: Counters, trend: (read: (counters: Counters) => number) => { now: number; before: number }) {
  const totalUsers = atLeastZero(gauges[gauge.users]);
  const active = atLeastZero(gauges[gauge.activeUsers]);
  return {
    total: totalUsers,
    active,
    disabled: atLeastZero(totalUsers - active),
    administrators: atLeastZero(gauges[gauge.administrators]),
    signedIn: trend((counters) => counters[counter.signIns] ?? 0),
  };
}

function machines(gauges: Counters): StatsSummary['machines'] {
  const states = instanceStates
    .filter((state) => state !== 'terminated')
    .map((state) => [state, atLeastZero(gauges[gauge.machinesInState(state)])] as const)
    .filter(([, amount]) => amount > 0);
  return {
    total: states.reduce((sum, [, amount]) => sum + amount, 0),
    byState: Object.fromEntries(states),
    byBlueprint: [...byBlueprint('blueprint', gauges)]
      .filter(([, amount]) => amount > 0)
      .map(([blueprintId, amount]) => ({ blueprintId, machines: amount }))
      .sort((a, b) => b.machines - a.machines || a.blueprintId.localeCompare(b.blueprintId)),
  };
}

function successRate(counters: Counters): number | undefined {
  const ready = sumOver('ready', counters);
  const finished = ready + sumOver('failed', counters);
  return finished === 0 ? undefined : Math.min(1, ready / finished);
}

function atLeastZero(value: number | undefined): number {
  return Math.max(0, value ?? 0);
}

function defined<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, T>>);
}
