/** What is taken of what machines say of themselves, and for how long being idle may be overlooked. */
export const usageBounds = {
  mostSamples: 10,
  /** Older samples are not taken. */
  oldestSeconds: 900,
  longestKeepMinutes: 24 * 60,
  /** For how long administrators may have machines idle before they stop, in minutes. */
  leastIdleMinutes: 30,
  mostIdleMinutes: 24 * 60,
} as const;

/** A disk that is fuller than this is warned of, in percent. */
export const fullDiskPercent = 90;
