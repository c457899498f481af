import { describe, expect, it } from 'vitest';
import { durationTicks } from './duration-ticks.ts';

describe('durationTicks', () => {
  it('marks times that people would name', () => {
    expect(durationTicks(323)).toEqual([0, 120, 240, 360]);
    expect(durationTicks(55)).toEqual([0, 15, 30, 45, 60]);
  });

  it('has an axis even for nothing', () => {
    expect(durationTicks(0)).toEqual([0, 5]);
  });

  it('grows by whole hours beyond four', () => {
    expect(durationTicks(18_000)).toEqual([0, 7200, 14_400, 21_600]);
  });
});
