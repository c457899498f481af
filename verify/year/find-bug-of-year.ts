import type { Bug } from '../histories/instead.ts';
import { runYear, type Plan } from './run-year.ts';

/** A bug that is not found in so many stretches of time counts as not found. */
export const mostStretches = 12;

/** What some weeks have in them: a leap day and clocks put forward in America, or clocks changed both ways elsewhere, and Easter. */
const begins = [
  { begin: '2028-02-27T00:00:00Z', days: 17 },
  { begin: '2028-03-25T00:00:00Z', days: 24 },
] as const;

/** Some weeks of a few machines. */
export function someWeeks(seed: number): Plan {
  const { begin, days } = seed % 2 === 0 ? begins[0] : begins[1];
  return {
    seed,
    begin: new Date(begin),
    days,
    machines: 6,
    disastersEveryDays: 5,
    deedsEveryHours: 24,
    looksEveryHours: 6,
    tellsEveryDays: 1,
    keptDays: 7,
  };
}

export interface Found {
  readonly stretch: number;
  readonly seed: number;
  readonly what: string;
}

/** Puts a bug in and lets weeks pass until the checker finds something. */
export async function findBugOfYear(bug: Bug, firstSeed: number): Promise<Found | undefined> {
  const takeOut = bug.put();
  try {
    for (let stretch = 1; stretch <= mostStretches; stretch++) {
      const seed = firstSeed + stretch;
      const [what] = (await runYear({ ...someWeeks(seed), isHasty: true })).findings;
      if (what !== undefined) return { stretch, seed, what };
    }
    return undefined;
  } finally {
    takeOut();
  }
}
