import type { InstanceState } from '@cloudapp/contracts/instance-state';

/** Counters, or gauges, by name. */
export type Counters = Readonly<Record<string, number>>;

/** The `hour#` and `day#` keys of an instant. */
export function bucketKeys(at: Date): { hour: string; day: string } {
  const text = at.toISOString();
  return { hour: `hour#${text.slice(0, 13)}`, day: `day#${text.slice(0, 10)}` };
}

/** Names of the counters, so that those who count and those who read agree. */
export const counter = {
  signIns: 'signIns',
  failedSignIns: 'failedSignIns',
  lockouts: 'lockouts',
  launches: (blueprintId: string) => `launches#${blueprintId}`,
  ready: (blueprintId: string) => `ready#${blueprintId}`,
  failed: (blueprintId: string) => `failed#${blueprintId}`,
  /** Machines that came (+1) and went (−1), so that the number at any day's end is a running sum. */
  net: (blueprintId: string) => `net#${blueprintId}`,
  /** Cost in millionths of a US dollar, so that sums stay whole numbers. */
  cost: (blueprintId: string) => `cost#${blueprintId}`,
  secondsToReady: (blueprintId: string, seconds: number) => `ttr#${blueprintId}#${durationBucket(seconds)}`,
} as const;

export const gauge = {
  users: 'users#total',
  activeUsers: 'users#active',
  administrators: 'users#admins',
  machinesInState: (state: InstanceState) => `state#${state}`,
  machinesOfBlueprint: (blueprintId: string) => `blueprint#${blueprintId}`,
  /** Price of all running machines per hour, in millionths of a US dollar. */
  costPerHour: 'cost-per-hour',
  strays: 'strays',
} as const;

/** Those counters that are costs, by blueprint. */
export function costsOf(counters: Counters): Map<string, number> {
  const start = counter.cost('');
  return new Map(
    Object.entries(counters).flatMap(([name, micros]) =>
      name.startsWith(start) ? [[name.slice(start.length), micros] as const] : [],
    ),
  );
}

/** Both together, name by name. */
export function addCounters(a: Counters, b: Counters = {}): Counters {
  const sum: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

/** Each bucket is 10 % wider than the one before, so a percentile read from them is at most 5 % off. */
const growth = 1.1;

/** The histogram bucket of a duration. */
export function durationBucket(seconds: number): number {
  return Math.max(0, Math.ceil(Math.log(Math.max(1, seconds)) / Math.log(growth)));
}

/** The middle of a bucket, in seconds. */
export function bucketSeconds(bucket: number): number {
  return growth ** (bucket - 0.5);
}

/** The value below which a share (0 to 1) of the counted durations lie; undefined without any. */
export function percentile(buckets: ReadonlyMap<number, number>, share: number): number | undefined {
  const total = [...buckets.values()].reduce((sum, amount) => sum + amount, 0);
  let passed = 0;
  for (const [bucket, amount] of [...buckets].sort(([a], [b]) => a - b)) {
    passed += amount;
    if (passed >= total * share) return bucketSeconds(bucket);
  }
  return undefined;
}

/** Dollars in the millionths that counters keep. */
export function toMicros(dollars: number): number {
  return Math.round(dollars * 1_000_000);
}

export function fromMicros(micros: number): number {
  return micros / 1_000_000;
}
