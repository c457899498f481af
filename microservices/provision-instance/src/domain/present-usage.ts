import type { Usage } from '@cloudapp/contracts/usage';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { TimedUsage } from '@cloudapp/data/usage-item';
import type { UsageTotals } from '@cloudapp/data/usage-totals';
import { receiptFor } from '@cloudapp/machines/domain/receipt';

const stepSeconds = 300;
const stepMs = stepSeconds * 1000;

/**
 * What a machine did, as its page shows it: five minutes each.
 * @param samples oldest first
 */
export function presentUsage(samples: readonly TimedUsage[], from: Date): Omit<Usage, 'receipt'> {
  const shown = samples.filter(({ at }) => at >= from.getTime());
  const starts = [...new Set(shown.map(({ at }) => startOf(at)))];
  const latest = shown.at(-1);
  return {
    stepSeconds,
    steps: starts.map((start) => {
      const within = shown.filter(({ at }) => startOf(at) === start);
      return {
        at: new Date(start).toISOString(),
        cpu: average(within.map(({ cpu }) => cpu)),
        cpuMost: Math.max(...within.map(({ cpu }) => cpu)),
        memory: average(within.map(({ memory }) => memory)),
        disk: Math.max(...within.map(({ disk }) => disk)),
      };
    }),
    ...(latest && { latest: { ...latest, at: new Date(latest.at).toISOString() } }),
  };
}

/** What it did in all, and what that came to. */
export function presentReceipt(record: InstanceRecord, inAll: UsageTotals, now: Date): Usage['receipt'] {
  const { enough, knownMinutes, idleMinutes, ...more } = receiptFor(record, inAll, now);
  return {
    ...more,
    usedMinutes: knownMinutes - idleMinutes,
    idleMinutes,
    unknownMinutes: more.ranMinutes === undefined ? undefined : Math.max(0, more.ranMinutes - knownMinutes),
    enough: enough && {
      instanceType: enough.size.instanceType,
      cpuPercent: enough.cpuPercent,
      memoryGib: enough.memoryGib,
      cost: enough.cost,
    },
  };
}

function startOf(at: number): number {
  return at - (at % stepMs);
}

function average(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10;
}
