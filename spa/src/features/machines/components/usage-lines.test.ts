import { describe, expect, it } from 'vitest';
import { areaOf, hoursOf, inPercent, linesOf, pathOf, type UsageStep } from './usage-lines.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const step = (minutesAgo: number, more: Partial<UsageStep> = {}): UsageStep => ({
  at: new Date(now - minutesAgo * 60_000).toISOString(),
  cpu: 10,
  cpuMost: 30,
  memory: 40,
  disk: 50,
  ...more,
});
const usageOf = (...steps: UsageStep[]) => ({ stepSeconds: 300, steps });

describe('the line of a day', () => {
  it('ends where the newest value ends, and is as high as that is', () => {
    const usage = usageOf(step(10, { cpu: 0 }), step(5, { cpu: 100 }));

    expect(linesOf(usage, ({ cpu }) => cpu, now)).toEqual([
      [
        [996.5, 100],
        [1000, 0],
      ],
    ]);
  });

  it('has gaps where the machine said nothing, and goes over one value that is missing', () => {
    const lines = linesOf(usageOf(step(60), step(55), step(45), step(30)), ({ memory }) => memory, now);

    expect(lines.map((points) => points.length)).toEqual([3, 1]);
    expect(lines[1]).toEqual([[982.6, 60]]);
  });

  it('is none where nothing is known', () => {
    expect(linesOf(usageOf(), ({ cpu }) => cpu, now)).toEqual([]);
    expect([pathOf([]), areaOf([])]).toEqual(['', '']);
  });

  it('is drawn, with all below it, and a single value as a dash', () => {
    const points = [
      [10, 50],
      [20, 60],
    ] as const;

    expect(pathOf(points)).toBe('M10 50L20 60');
    expect(areaOf(points)).toBe('M10 50L20 60L20 100L10 100Z');
    expect(pathOf([[10, 50]])).toBe('M7 50L10 50');
    expect(areaOf([[10, 50]])).toBe('');
  });
});

it('hours are the average of what is known of them, the newest first, and of CPU the busiest minute', () => {
  const hours = hoursOf([step(70), step(20, { cpu: 20 }), step(5, { cpu: 40, cpuMost: 90, disk: 51 })]);

  expect(hours).toEqual([
    { at: '2026-11-30T11:00:00.000Z', cpu: 30, cpuMost: 90, memory: 40, disk: 51 },
    { at: '2026-11-30T10:00:00.000Z', cpu: 10, cpuMost: 30, memory: 40, disk: 50 },
  ]);
});

it('percents are whole, but a little is not nothing', () => {
  expect([0, 0.4, 1.4, 99.6].map(inPercent)).toEqual(['0 %', '0.4 %', '1 %', '100 %']);
});
