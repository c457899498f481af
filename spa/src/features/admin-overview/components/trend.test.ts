import { describe, expect, it } from 'vitest';
import { describeTrend } from './trend.ts';

const format = (value: number) => `${value}`;

describe('describeTrend', () => {
  it('tells a change as a share of the number before', () => {
    expect(describeTrend({ now: 41, before: 33, welcome: 'more', format })).toEqual({
      direction: 'up',
      tone: 'good',
      text: '24 % from 33',
    });
  });

  it('finds a rise of what should be little bad', () => {
    expect(describeTrend({ now: 3, before: 2, welcome: 'less', format })).toMatchObject({ tone: 'bad' });
  });

  it('takes no side where neither way is welcome', () => {
    expect(describeTrend({ now: 1, before: 2, welcome: 'none', format })).toMatchObject({
      direction: 'down',
      tone: 'idle',
    });
  });

  it('calls numbers that read alike the same', () => {
    const rounded = (value: number) => value.toFixed(0);

    expect(describeTrend({ now: 2.1, before: 2.2, welcome: 'less', format: rounded }).text).toBe('as before');
  });

  it('has no share of nothing', () => {
    expect(describeTrend({ now: 4, before: 0, welcome: 'none', format }).text).toBe('none before');
  });

  it('counts in times beyond a tenfold', () => {
    expect(describeTrend({ now: 60, before: 2, welcome: 'none', format }).text).toBe('30 times from 2');
  });
});
