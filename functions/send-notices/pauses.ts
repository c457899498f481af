export function minutesAfter(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** Minutes to wait after so many attempts: one, two, four and so on, up to the longest pause. */
export function pauseMinutes(attempts: number, longest: number): number {
  return Math.min(2 ** (attempts - 1), longest);
}
