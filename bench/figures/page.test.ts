import { describe, expect, it } from 'vitest';
import { goalText, isMet, numberText, type Measured } from './figures.ts';
import { pageOf, withSections } from './page.ts';

const measured = (reached: number): Measured => ({
  command: 'npx tsx bench/lists.ts',
  at: '2026-11-29T10:00:00.000Z',
  machine: '2 × processor, 24 GiB, Node v20.20.2',
  figures: [
    { what: 'a list of 50', unit: '', reached, goal: { atMost: 1.2 }, remark: 'at a million over a thousand' },
    { what: 'its bytes', unit: 'KB', reached: 12.345 },
  ],
});

describe('a figure', () => {
  it.each([
    [{ atMost: 1.2 }, 1.2, true],
    [{ atMost: 1.2 }, 1.21, false],
    [{ atLeast: 500 }, 500, true],
    [{ atLeast: 500 }, 499, false],
    [undefined, 0, true],
  ])('that must be %j and is %d is met: %s', (goal, reached, isGood) => {
    expect(isMet({ what: 'x', unit: '', reached, goal })).toBe(isGood);
  });

  it.each([
    [1.004, '', '1'],
    [1.2345, 'ms', '1.23 ms'],
    [0.0567, '', '0.06'],
    [12.345, 'KB', '12.3 KB'],
    [345.6, 'ms', '346 ms'],
    [1_234_567, 'requests', '1,234,567 requests'],
  ])('of %d %s reads %s', (value, unit, text) => {
    expect(numberText(value, unit)).toBe(text);
  });

  it('says its goal in its unit', () => {
    expect(goalText({ what: 'x', unit: 'ms', reached: 1, goal: { atMost: 22 } })).toBe('≤ 22 ms');
    expect(goalText({ what: 'x', unit: '', reached: 1, goal: { atLeast: 0.5 } })).toBe('≥ 0.5');
  });
});

describe('the page of performance', () => {
  it('has a section for each bench, with what was missed marked', () => {
    const page = pageOf(withSections('', new Map([['lists', measured(1.5)]])));

    expect(page).toContain('## lists\n\n`npx tsx bench/lists.ts` on 2026-11-29: 2 × processor');
    expect(page).toContain('| a list of 50 | ≤ 1.2   | 1.5     | **missed** |');
    expect(page).toContain('| its bytes    |         | 12.3 KB |            |');
    expect(page).toContain('- a list of 50: at a million over a thousand');
  });

  it('keeps the sections of benches that were not run, and puts all in order', () => {
    const before = pageOf(withSections('', new Map([['sign-in', measured(1)]])));

    const after = pageOf(withSections(before, new Map([['lists', measured(1)]])));
    expect(after.match(/^## .*$/gm)).toEqual(['## lists', '## sign-in']);
    expect(pageOf(withSections(after, new Map()))).toBe(after);
  });
});
