/** For how long people usually let machines run, in hours. */
export const usualHours: readonly number[] = [1, 4, 8, 24, 72, 168, 720];

/** The usual ones that are allowed, and the longest there may be. */
export function hourChoices(longest: number): number[] {
  const shorter = usualHours.filter((hours) => hours < longest);
  return Number.isFinite(longest) ? [...shorter, longest] : shorter;
}
