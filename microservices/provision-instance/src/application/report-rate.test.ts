import { expect, it } from 'vitest';
import { ReportRate } from './report-rate.ts';

const start = new Date('2026-03-01T12:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

it('lets a machine report as often as the agent does, and says when it goes on', () => {
  const rate = new ReportRate();

  const taken = Array.from({ length: 181 }, () => rate.take('mch_1', 'a', start));

  expect(taken.filter((wait) => wait === undefined)).toHaveLength(180);
  expect([taken.at(-1), rate.take('mch_1', 'a', after(59.5)), rate.take('mch_1', 'a', after(60))]).toEqual([
    60,
    1,
    undefined,
  ]);
});

it('counts each machine for itself, and apart who only says to be it', () => {
  const rate = new ReportRate();
  for (let report = 0; report < 200; report++) rate.take('mch_1', 'wrong', start);

  expect([rate.take('mch_1', 'a', start), rate.take('mch_2', 'wrong', start)]).toEqual([undefined, undefined]);
});
