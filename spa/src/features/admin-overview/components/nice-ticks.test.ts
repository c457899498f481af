import { describe, expect, it } from 'vitest';
import { niceTicks } from './nice-ticks.ts';

describe('marks of an axis', () => {
  it.each([
    [8, [0, 2, 4, 6, 8]],
    [9, [0, 2, 4, 6, 8, 10]],
    [27, [0, 10, 20, 30]],
    [36, [0, 10, 20, 30, 40]],
    [1234, [0, 500, 1000, 1500]],
  ])('reach %s in steps that people count in', (largest, ticks) => {
    expect(niceTicks(largest, true)).toEqual(ticks);
  });

  it('count whole things in whole steps', () => {
    expect(niceTicks(1, true)).toEqual([0, 1]);
    expect(niceTicks(2, true)).toEqual([0, 1, 2]);
  });

  it('divide amounts of money', () => {
    expect(niceTicks(0.83, false)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(3.8, false)).toEqual([0, 1, 2, 3, 4]);
  });
});
