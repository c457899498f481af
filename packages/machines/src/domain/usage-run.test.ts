import { isActive } from '@cloudapp/data/usage-digest';
import type { TimedUsage } from '@cloudapp/data/usage-item';
import { describe, expect, it } from 'vitest';
import { sampleNow } from '../testing/sample-record.ts';
import { silent, saying } from '../testing/usage.ts';
import { describeRun, quietRun } from './usage-run.ts';

const minuteMs = 60_000;
const since = (samples: readonly TimedUsage[]) => {
  const run = quietRun(samples, sampleNow);
  return run && (sampleNow.getTime() - run.since) / minuteMs;
};

describe('a machine is used', () => {
  it.each([
    ['somebody types', { isTyping: true }],
    ['a job runs, however little of all processors it takes', { jobs: 1, cpu: 0.5 }],
    ['its processors work', { cpu: 5 }],
    ['much goes over its network', { networkKb: 500 }],
  ])('while %s', (_, more) => {
    expect(isActive({ ...silent, ...more })).toBe(true);
  });

  it.each([
    ['nothing happens', {}],
    ['terminals and connections are only open', { terminals: 3, connections: 12 }],
    ['its load is high and its processors do nothing', { load: 12 }],
    ['its memory and its disk are full', { memory: 100, disk: 100 }],
    ['it says that it is there', { cpu: 4.9, networkKb: 499 }],
  ])('not while %s', (_, more) => {
    expect(isActive({ ...silent, ...more })).toBe(false);
  });
});

describe('quiet time', () => {
  it('begins after the last minute in which something happened', () => {
    expect(since([...saying(90, 61), ...saying(60, 60, { jobs: 1 }), ...saying(59, 0)])).toBe(59);
  });

  it('is all that is known, where nothing ever happened', () => {
    expect(since(saying(120, 0))).toBe(120);
  });

  it('is none while something happens', () => {
    expect(since([...saying(120, 1), ...saying(0, 0, { isTyping: true })])).toBeUndefined();
  });

  it('is none of a machine that has said nothing, or nothing for some minutes', () => {
    expect(since([])).toBeUndefined();
    expect(since(saying(120, 5))).toBeUndefined();
    expect(since(saying(120, 4))).toBe(120);
  });

  it('goes over minutes that are missing, and begins anew after more of them', () => {
    expect(since([...saying(120, 34), ...saying(30, 0)])).toBe(120);
    expect(since([...saying(120, 35), ...saying(30, 0)])).toBe(30);
  });

  it('takes nothing of what has not been yet', () => {
    expect(since(saying(10, -5))).toBe(10);
  });
});

describe('the words of it', () => {
  it('say what did not happen, for how long, and what is only open', () => {
    const run = { since: sampleNow.getTime() - 75 * minuteMs, mostCpu: 2.4, terminals: 0, connections: 0 };

    expect(describeRun(run, sampleNow)).toBe('Nobody has typed and no job has run for 1 h 15 min, CPU below 3 %');
    expect(describeRun({ ...run, terminals: 1 }, sampleNow)).toMatch(/; 1 terminal is open and silent$/);
    expect(describeRun({ ...run, terminals: 2 }, sampleNow)).toMatch(/; 2 terminals are open and silent$/);
  });
});
