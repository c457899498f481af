import { expect, it } from 'vitest';
import { dayKeysOf, monthsBefore, monthsFrom } from './months.ts';

it.each([
  ['2026-01', 1, '2025-12'],
  ['2026-12', 1, '2026-11'],
  ['2026-11', 12, '2025-11'],
  ['2026-05', 0, '2026-05'],
])('%s less %i months is %s', (month, count, expected) => {
  expect(monthsBefore(month, count)).toBe(expected);
});

it('lists months over the turn of a year, and none where the last is before the first', () => {
  expect(monthsFrom('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsFrom('2026-02', '2026-02')).toEqual(['2026-02']);
  expect(monthsFrom('2026-02', '2025-11')).toEqual([]);
});

it.each([
  ['2024-02', 29],
  ['2026-02', 28],
  ['2026-12', 31],
  ['2026-04', 30],
])('%s has %i days', (month, days) => {
  expect(dayKeysOf(month)).toHaveLength(days);
  expect(dayKeysOf(month)[0]).toBe(`day#${month}-01`);
  expect(dayKeysOf(month).at(-1)).toBe(`day#${month}-${days}`);
});
