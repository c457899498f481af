import { describe, expect, it } from 'vitest';
import { monthAfter, monthOf, startOfMonth } from './months.ts';
import { projectedCost } from './projected-cost.ts';

const rates = { running: 30_000, off: 2000 };
const at = (text: string) => Date.parse(text);

describe('what a machine will cost in a month', () => {
  it('is its running until its time is over, and its disk until the end of the month', () => {
    const run = { from: at('2026-11-30T20:00:00Z'), runsUntil: at('2026-11-30T22:00:00Z') };

    expect(projectedCost(rates, run, '2026-11')).toBe(2 * 30_000 + 2 * 2000);
    expect(projectedCost(rates, run, '2026-12')).toBe(31 * 24 * 2000);
    expect(projectedCost(rates, run, '2026-10')).toBe(0);
  });

  it('is parted where the month ends', () => {
    const run = { from: at('2026-12-31T23:00:00Z'), runsUntil: at('2027-01-01T02:00:00Z') };

    expect(projectedCost(rates, run, '2026-12')).toBe(30_000);
    expect(projectedCost(rates, run, '2027-01')).toBe(2 * 30_000 + (31 * 24 - 2) * 2000);
  });

  it('is its disk alone where its time is over, and all of the month where it has no end', () => {
    const from = at('2026-11-30T20:00:00Z');

    expect(projectedCost(rates, { from, runsUntil: from - 1 }, '2026-11')).toBe(4 * 2000);
    expect(projectedCost(rates, { from, runsUntil: Infinity }, '2026-11')).toBe(4 * 30_000);
  });

  it('is rounded up: nothing that is planned is less than what it comes to', () => {
    const run = { from: at('2026-11-30T20:00:00.000Z'), runsUntil: at('2026-11-30T20:00:00.001Z') };

    expect(projectedCost({ running: 30_000, off: 0 }, run, '2026-11')).toBe(1);
  });
});

describe('months', () => {
  it('are those of UTC, in which a year has twelve', () => {
    expect(monthOf(new Date('2026-12-31T23:59:59.999Z'))).toBe('2026-12');
    expect(monthOf(new Date('2027-01-01T00:30:00+01:00'))).toBe('2026-12');
    expect(monthAfter('2026-12')).toBe('2027-01');
    expect(startOfMonth('2028-02')).toBe(Date.UTC(2028, 1, 1));
  });
});
