const stepSeconds = [5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** Ends of an axis in seconds and what is marked between: at most five marks, each a time that people would name. */
export function durationTicks(longestSeconds: number): number[] {
  const step =
    stepSeconds.find((seconds) => longestSeconds <= seconds * 4) ?? Math.ceil(longestSeconds / 14_400) * 3600;
  const count = Math.max(1, Math.ceil(longestSeconds / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
