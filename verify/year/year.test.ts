import { describe, expect, it } from 'vitest';
import { bugsOfDays } from './bugs-of-year.ts';
import { findBugOfYear, someWeeks } from './find-bug-of-year.ts';
import { runYear } from './run-year.ts';

/** The same each time, so that a change alone makes a difference: other seeds, and a whole year, by `npx tsx verify/year/main.ts`. */
const firstSeed = 20_280_229;

describe('weeks of machines with people, rules, zones and disasters at random', () => {
  it.each([firstSeed, firstSeed + 1])('have nothing in them that should not be, from seed %i', async (seed) => {
    const { findings, ...had } = await runYear({ ...someWeeks(seed), machines: 4, days: 14 });

    expect(findings).toEqual([]);
    expect(Math.min(had.mails, had.warnings, had.starts, had.stops)).toBeGreaterThan(5);
    expect(had.faults).toBeGreaterThan(0);
    expect(Math.abs(had.dollars - had.dollarsCounted)).toBeLessThan(had.machines * 0.01);
  });

  it('are the same again from the same seed', async () => {
    const days = { ...someWeeks(firstSeed), days: 3 };

    expect(await runYear(days)).toEqual(await runYear(days));
  });
});

describe('the checker of the year', () => {
  it.each(bugsOfDays)('finds it when $name', async (bug) => {
    expect(await findBugOfYear(bug, firstSeed)).toBeDefined();
  });
});
