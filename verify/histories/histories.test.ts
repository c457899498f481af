import { describe, expect, it } from 'vitest';
import { bugs } from './bugs.ts';
import { findBug } from './find-bug.ts';
import { runHistory } from './history.ts';

/** The same each time, so that a change alone makes a difference: other seeds by `npx tsx verify/histories/main.ts`. */
const firstSeed = 20_260_301;
const histories = 100;

describe('random histories of machines, with faults at every call', () => {
  it(`all come right in the end: ${histories} of them`, async () => {
    const wrong: Record<string, readonly string[]> = {};
    for (let seed = firstSeed; seed < firstSeed + histories; seed++) {
      const { findings } = await runHistory(seed);
      if (findings.length > 0) wrong[seed] = findings;
    }
    expect(wrong).toEqual({});
  });

  it('have machines, faults and ends of processes in them', async () => {
    const outcomes = [];
    for (let seed = firstSeed; seed < firstSeed + 10; seed++) outcomes.push(await runHistory(seed));
    const faults = outcomes.flatMap((outcome) => outcome.faults.map(({ what }) => what));

    expect(outcomes.reduce((sum, { machines }) => sum + machines, 0)).toBeGreaterThan(20);
    for (const what of ['killed', 'ec2 answer-lost', 'dynamodb failed-after-success', 'ec2 done-late']) {
      expect(faults).toContain(what);
    }
  });

  it('are the same again from the same seed', async () => {
    expect((await runHistory(firstSeed)).faults).toEqual((await runHistory(firstSeed)).faults);
  });
});

describe('the checker', () => {
  it.each(bugs)('finds it when $name', async (bug) => {
    expect(await findBug(bug, firstSeed)).toBeDefined();
  });
});
