import type { UsageSample } from '@cloudapp/contracts/usage';
import { hourMs, minuteMs, type TimedUsage } from './usage-item.ts';

/** What is remembered of an hour is one of four things of each five minutes. */
export const slotMs = 5 * minuteMs;
export const slotsPerHour = hourMs / slotMs;

/** What a machine did in five minutes; each is more than the one before. */
export const slotUse = {
  /** It said nothing: it was off, or nobody knows. */
  unknown: 0,
  quiet: 1,
  /** Its processors or its network did something, or it did not say enough to be called quiet. */
  active: 2,
  /** Somebody typed, or a job ran. */
  work: 3,
} as const;

/** Below these nobody uses a machine, so long as no job runs and nobody types. */
export const quiet = {
  /** Of all processors; the agent and a desktop that nobody looks at take less. */
  cpuPercent: 5,
  /** In a minute; connections that are only kept open take less. */
  networkKb: 500,
} as const;

type Done = Pick<UsageSample, 'cpu' | 'jobs' | 'isTyping' | 'networkKb'>;

/** Whether somebody typed or a job ran: what a stop would have cut off. */
export function isWork({ jobs, isTyping }: Done): boolean {
  return isTyping || jobs > 0;
}

/** What shows that a machine is used: not that somebody is connected, but that something happens. */
export function isActive(sample: Done): boolean {
  return isWork(sample) || sample.cpu >= quiet.cpuPercent || sample.networkKb >= quiet.networkKb;
}

const digestBytes = 3;
/** A place is used again after 25 hours; with the hour that is in it, so many rounds before reach over 30 days. */
const rounds = 28;

/** An hour in three bytes: two bits for each five minutes. */
export function digestOf(samples: readonly TimedUsage[]): Uint8Array {
  const bits = Array.from({ length: slotsPerHour }, (_, slot) =>
    useOf(samples.filter(({ at }) => Math.floor((at % hourMs) / slotMs) === slot)),
  ).reduce((sum, use) => sum * 4 + use, 0);
  return Uint8Array.of(bits >> 16, (bits >> 8) & 255, bits & 255);
}

function useOf(samples: readonly TimedUsage[]): number {
  if (samples.length === 0) return slotUse.unknown;
  if (samples.some(isWork)) return slotUse.work;
  return samples.length === 1 || samples.some(isActive) ? slotUse.active : slotUse.quiet;
}

/** What it did in each five minutes of the hour. */
export function slotsOf([first = 0, second = 0, third = 0]: Uint8Array): number[] {
  const bits = first * 65_536 + second * 256 + third;
  return Array.from({ length: slotsPerHour }, (_, slot) => (bits >> (2 * (slotsPerHour - 1 - slot))) & 3);
}

/**
 * What is remembered of the hours that had a place before: the newest first, three bytes for each round.
 * @param past what was remembered beside the hour that goes now
 * @param roundsAgo how many rounds ago that was: in those between nothing was said
 */
export function remembered(past: Uint8Array, gone: readonly TimedUsage[], roundsAgo: number): Uint8Array {
  const missed = Math.min(roundsAgo - 1, rounds);
  const all = Uint8Array.from([...new Uint8Array(missed * digestBytes), ...digestOf(gone), ...past]);
  return all.slice(0, rounds * digestBytes);
}

/** The digests in what is remembered, each with how many rounds ago it was. */
export function digestsIn(past: Uint8Array): { readonly roundsAgo: number; readonly digest: Uint8Array }[] {
  return Array.from({ length: Math.floor(past.length / digestBytes) }, (_, index) => ({
    roundsAgo: index + 1,
    digest: past.subarray(index * digestBytes, (index + 1) * digestBytes),
  }));
}
