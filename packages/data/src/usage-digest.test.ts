import { describe, expect, it } from 'vitest';
import { digestOf, digestsIn, remembered, slotsOf } from './usage-digest.ts';
import { hourMs, minuteMs, type TimedUsage } from './usage-item.ts';

const hour = 494_000 * hourMs;
const said = (minute: number, more: Partial<TimedUsage> = {}): TimedUsage => ({
  at: hour + minute * minuteMs,
  cpu: 1,
  memory: 20,
  disk: 30,
  load: 0,
  terminals: 0,
  isTyping: false,
  connections: 1,
  jobs: 0,
  networkKb: 4,
  ...more,
});
const wholeHour = Array.from({ length: 60 }, (_, minute) => said(minute));

describe('the digest of an hour', () => {
  it('tells of each five minutes whether it was silent, quiet, active or at work', () => {
    const samples = [
      ...wholeHour.slice(0, 5),
      said(5, { cpu: 5 }),
      said(6),
      said(10),
      said(15, { isTyping: true }),
      said(16),
      said(20),
      said(21, { jobs: 1 }),
      said(58),
      said(59, { networkKb: 500 }),
    ];

    expect(slotsOf(digestOf(samples))).toEqual([1, 2, 2, 3, 3, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('takes three bytes, whatever there was', () => {
    expect(digestOf([])).toEqual(Uint8Array.of(0, 0, 0));
    expect(digestOf(wholeHour.map((sample) => ({ ...sample, jobs: 3 })))).toEqual(Uint8Array.of(255, 255, 255));
  });
});

describe('what is remembered beside an hour', () => {
  it('has the newest round first, and nothing of rounds in which nothing was said', () => {
    const first = remembered(new Uint8Array(), wholeHour, 1);
    const second = remembered(first, [], 3);

    const quietHour = digestOf(wholeHour);
    expect(digestsIn(second)).toEqual([
      { roundsAgo: 1, digest: Uint8Array.of(0, 0, 0) },
      { roundsAgo: 2, digest: Uint8Array.of(0, 0, 0) },
      { roundsAgo: 3, digest: Uint8Array.of(0, 0, 0) },
      { roundsAgo: 4, digest: quietHour },
    ]);
  });

  it('reaches back over thirty days, and no further, after however long a silence', () => {
    const full = Array.from({ length: 40 }).reduce<Uint8Array>(
      (past) => remembered(past, wholeHour, 1),
      new Uint8Array(),
    );

    expect(full).toHaveLength(84);
    expect((29 * 25 - 1) * hourMs).toBeGreaterThan(30 * 24 * hourMs);
    expect(remembered(full, wholeHour, 1_000)).toEqual(new Uint8Array(84));
  });
});
