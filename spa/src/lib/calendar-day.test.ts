import { describe, expect, it } from 'vitest';
import { isCalendarDay, startOfDay } from './calendar-day.ts';

describe('a day of the calendar', () => {
  it.each([
    ['2026-11-24', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['24.11.2026', false],
    ['', false],
    [null, false],
  ])('%s is one: %s', (text, isOne) => {
    expect(isCalendarDay(text)).toBe(isOne);
  });

  it('begins at midnight of the reader, not of UTC', () => {
    expect(startOfDay('2026-11-24')).toBe(new Date(2026, 10, 24).toISOString());
    expect(startOfDay('2026-12-31', 1)).toBe(new Date(2027, 0, 1).toISOString());
    expect(startOfDay('soon')).toBeUndefined();
  });
});
