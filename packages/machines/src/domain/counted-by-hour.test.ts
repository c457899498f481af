import { describe, expect, it } from 'vitest';
import { amountsByHour, countsOf } from './counted-by-hour.ts';

const at = (text: string) => new Date(`2026-03-01T${text}.000Z`);
const perMinute = (since: Date) => (until: Date) => Math.round((until.getTime() - since.getTime()) / 60_000);

describe('what arose by the hour', () => {
  it.each<[string, string, string, (readonly [string, number])[]]>([
    ['within an hour', '12:10:00', '12:50:00', []],
    ['until an hour’s end', '12:10:00', '13:00:00', [['12', 50]]],
    ['over an hour’s end', '12:10:00', '13:20:00', [['12', 50]]],
    [
      'over several',
      '12:10:00',
      '15:20:00',
      [
        ['12', 50],
        ['13', 60],
        ['14', 60],
      ],
    ],
    ['from an hour’s beginning', '12:00:00', '13:00:00', [['12', 60]]],
    ['no time', '12:00:00', '12:00:00', []],
  ])('%s', (_, from, to, expected) => {
    const amounts = amountsByHour(at(from), at(to), perMinute(at(from)));

    expect(amounts.map((one) => [one.at.toISOString().slice(11, 13), one.amount])).toEqual(expected);
  });

  it('is lost of no time, however long nobody looked, and fits into one transaction', () => {
    const since = new Date(at('12:10:00').getTime() - 30 * 86_400_000);

    const amounts = amountsByHour(since, at('12:10:00'), perMinute(since));

    expect(amounts).toHaveLength(48);
    expect(amounts.reduce((sum, { amount }) => sum + amount, 0)).toBe(30 * 24 * 60 - 10);
  });
});

it('counts of an earlier hour are not counted for now as well, and all else is', () => {
  const earlier = [{ at: at('11:59:59'), counters: { cost: 30 } }];

  const counts = countsOf({ counters: { cost: 50, ready: 1 }, earlier, gauges: { running: 1 } }, at('12:00:30'));

  expect(counts).toEqual([
    { event: { counters: { cost: 30 } }, at: at('11:59:59') },
    { event: { counters: { cost: 20, ready: 1 }, gauges: { running: 1 }, learnt: undefined }, at: at('12:00:30') },
  ]);
});
