import { expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { receiptOf } from './receipt.ts';
import { terminated } from './power-moves.ts';

const hourMs = 3_600_000;
const inTwoHours = new Date(at(2 * 3600));

it.each([
  [0, 'It ran for 0 min and cost $1.23'],
  [59 * 60_000, 'It ran for 59 min and cost $1.23'],
  [42 * hourMs, 'It ran for 42 h and cost $1.23'],
  [42 * hourMs + 29_000, 'It ran for 42 h and cost $1.23'],
  [100 * hourMs + 600_000, 'It ran for 100 h 10 min and cost $1.23'],
  [undefined, 'It cost $1.23'],
])('the receipt of a machine that ran for %s ms says what is known', (ranMs, receipt) => {
  expect(receiptOf(sampleRecord('terminated', { ranMs, costMicros: 1_234_000 }), sampleNow)).toBe(receipt);
});

it('has what was not booked yet', () => {
  const running = sampleRecord('ready', { ranMs: hourMs, costMicros: 1_000_000, billedSince: at(0) });
  const off = sampleRecord('stopped', { ranMs: hourMs, costMicros: 1_000_000, billedSince: at(-98 * 3600) });

  expect(receiptOf(running, inTwoHours)).toBe('It ran for 3 h and cost $1.06');
  expect(receiptOf(off, inTwoHours)).toBe('It ran for 1 h and cost $1.24');
});

it('is the last line of what happened to a machine', () => {
  const ending = sampleRecord('terminating', { ranMs: hourMs, costMicros: 1_000_000, billedSince: at(0) });

  expect(terminated(ending, inTwoHours).activity).toEqual([
    { text: 'Ended; the disk is deleted. It ran for 3 h and cost $1.06' },
  ]);
});
