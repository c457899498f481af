import { isActive } from '@cloudapp/data/usage-digest';
import type { TimedUsage } from '@cloudapp/data/usage-item';

const minuteMs = 60_000;

/** A machine that says nothing for longer than this may have done anything meanwhile. */
const longestGapMs = 4 * minuteMs;

/** A time of which every minute is known to be quiet. */
export interface QuietRun {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly mostCpu: number;
  /** Terminals and connections that are open, and silent. */
  readonly terminals: number;
  readonly connections: number;
}

/**
 * The quiet time up to now. What is not known is not quiet: there is none where the last samples are missing, and it begins after
 * a gap.
 * @param samples oldest first
 */
export function quietRun(samples: readonly TimedUsage[], now: Date): QuietRun | undefined {
  const known = samples.filter(({ at }) => at <= now.getTime());
  const latest = known.at(-1);
  if (latest === undefined || now.getTime() - latest.at > longestGapMs) return undefined;
  const end = known.findLastIndex((sample, index) => isActive(sample) || isAfterGap(known, index + 1));
  const run = known.slice(end + 1);
  const [first] = run;
  if (first === undefined) return undefined;
  const { terminals, connections } = latest;
  return { since: first.at, mostCpu: Math.max(...run.map(({ cpu }) => cpu)), terminals, connections };
}

function isAfterGap(samples: readonly TimedUsage[], index: number): boolean {
  const [before, after] = [samples[index - 1], samples[index]];
  return before !== undefined && after !== undefined && after.at - before.at > longestGapMs;
}

/** "Nobody has typed and no job has run for 1 h, CPU below 3 %; 1 terminal is open and silent". */
export function describeRun({ since, mostCpu, terminals }: QuietRun, now: Date): string {
  const time = lasting(now.getTime() - since);
  const open = terminals === 1 ? '1 terminal is open and silent' : `${terminals} terminals are open and silent`;
  const evidence = `Nobody has typed and no job has run for ${time}, CPU below ${Math.floor(mostCpu) + 1} %`;
  return terminals === 0 ? evidence : `${evidence}; ${open}`;
}

function lasting(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60 > 0 || hours === 0 ? [`${minutes % 60} min`] : [];
  return [...(hours > 0 ? [`${hours} h`] : []), ...rest].join(' ');
}
