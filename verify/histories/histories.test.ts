import { describe, expect, it } from 'vitest';
import { bugs } from './bugs.ts';
import { runClass } from './class.ts';
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

describe('a class whose people all press Launch', () => {
  it('is answered at once, and gets its machines as fast as EC2 gives them out, one each', async () => {
    const { acceptedMs, overFloor, ...outcome } = await runClass(60, firstSeed);

    expect(outcome).toEqual({ findings: [], machines: 60, refused: 0, throttled: 0 });
    // On the simulated clock: what its calls take, whatever this computer does meanwhile.
    expect(acceptedMs).toBeLessThanOrEqual(1_000);
    expect(overFloor).toBeLessThanOrEqual(1.2);
  });
});

describe('the checker', () => {
  it.each(bugs)('finds it when $name', async (bug) => {
    expect(await findBug(bug, firstSeed)).toBeDefined();
  });
});
