import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { expectation, lessonOf, type Lessons } from './lessons.ts';

const guesses = [
  { id: 'packages', expectedSeconds: 30 },
  { id: 'start', expectedSeconds: 5 },
];

/** What is kept after launches that took so long each, `packages` and all of it. */
function after(launches: readonly (readonly [packages: number, whole: number])[]): Lessons {
  const kept: Record<string, number> = {};
  for (const [seconds, whole] of launches) {
    const [first, second] = sampleRecord('ready').steps;
    const steps = [{ ...first, seconds }, second].flatMap((step) => (step === undefined ? [] : [step]));
    const { counters } = lessonOf(sampleRecord('ready', { steps: steps as never }), whole);
    for (const [name, value] of Object.entries(counters)) kept[name] = (kept[name] ?? 0) + value;
  }
  return kept;
}

describe('what is expected of a launch', () => {
  it.each([
    [[]],
    [[[9, 60]]],
    [
      [
        [9, 60],
        [9, 60],
      ],
    ],
  ] as [[number, number][]][])('is the blueprint’s guess until three launches have taught better (%#)', (launches) => {
    const expected = expectation(guesses, after(launches));

    expect([expected.steps.get('packages'), expected.wholeSeconds, expected.isLearnt]).toEqual([30, 75, false]);
  });

  it('is what real launches took, within a twentieth', () => {
    const expected = expectation(
      guesses,
      after([
        [12, 95],
        [12.4, 96],
        [11.8, 94],
      ]),
    );

    expect(Math.abs((expected.steps.get('packages') ?? 0) / 12 - 1)).toBeLessThan(0.06);
    expect(Math.abs(expected.wholeSeconds / 95 - 1)).toBeLessThan(0.06);
    expect(expected.isLearnt).toBe(true);
    expect(expected.steps.get('start')).toBe(5);
  });

  it.each([0, 86_400])('is not moved by machines that say %d s, as long as they are fewer than the others', (lie) => {
    const honest = Array.from({ length: 6 }, () => [12, 95] as const);
    const lies = Array.from({ length: 5 }, () => [lie, lie] as const);

    const expected = expectation(guesses, after([...lies, ...honest]));

    expect(expected).toEqual(expectation(guesses, after(honest)));
  });

  it('is not moved by what was kept in another form', () => {
    expect(expectation(guesses, { 'n#packages': 9, 's#packages': 9000 }).steps.get('packages')).toBe(30);
  });
});
