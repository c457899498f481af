import { totalsOf } from '@cloudapp/data/usage-totals';
import { expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { sizesFor } from '../testing/sizes.ts';
import { saying } from '../testing/usage.ts';
import { receiptFor, receiptOf } from './receipt.ts';
import { terminated } from './power-moves.ts';

const hourMs = 3_600_000;
const inTwoHours = new Date(at(2 * 3600));

it.each([
  [0, 'It ran for 0 min and cost $1.23'],
  [59 * 60_000, 'It ran for 59 min and cost $1.23; whether it was used is not known'],
  [42 * hourMs, 'It ran for 42 h and cost $1.23; whether it was used is not known'],
  [42 * hourMs + 29_000, 'It ran for 42 h and cost $1.23; whether it was used is not known'],
  [100 * hourMs + 600_000, 'It ran for 100 h 10 min and cost $1.23; whether it was used is not known'],
  [undefined, 'It cost $1.23'],
])('the receipt of a machine that ran for %s ms says what is known', (ranMs, receipt) => {
  expect(receiptOf(sampleRecord('terminated', { ranMs, costMicros: 1_234_000 }), sampleNow)).toBe(receipt);
});

it('has what was not booked yet', () => {
  const running = sampleRecord('ready', { ranMs: hourMs, costMicros: 1_000_000, billedSince: at(0) });
  const off = sampleRecord('stopped', { ranMs: hourMs, costMicros: 1_000_000, billedSince: at(-98 * 3600) });

  expect(receiptOf(running, inTwoHours)).toMatch(/^It ran for 3 h and cost \$1\.06/);
  expect(receiptOf(off, inTwoHours)).toMatch(/^It ran for 1 h and cost \$1\.24/);
});

it('is the last line of what happened to a machine', () => {
  const ending = sampleRecord('terminating', { ranMs: hourMs, costMicros: 1_000_000, billedSince: at(0) });

  expect(terminated(ending, inTwoHours).activity).toEqual([
    { text: 'Ended; the disk is deleted. It ran for 3 h and cost $1.06; whether it was used is not known' },
  ]);
});

const { small, medium, large } = sizesFor;
const use = totalsOf([...saying(63 * 60, 1), ...saying(41 * 60, 1, { jobs: 1, cpu: 9 })], ({ jobs }) => jobs === 0);
const busy = { size: large, smallerSizes: [small, medium], ranMs: 106 * hourMs, costMicros: 12_340_000 };

it('says how much of that it was used, idle and silent, and which size would have been enough', () => {
  const record = sampleRecord('terminated', { ...busy, use });

  expect(receiptOf(record, sampleNow)).toBe(
    'It ran for 106 h and cost $12.34: used 41 h, idle 63 h, not known 2 h. t3a.small would have been enough ' +
      '(CPU at most 10 % and memory at most 1.6 GiB for 95 % of the time) and would have cost $5.85',
  );
});

it('does not say what is less than nothing, nor a size where none is smaller', () => {
  const record = sampleRecord('terminated', { ...busy, ranMs: 100 * hourMs, smallerSizes: [], use });

  expect(receiptOf(record, sampleNow)).toBe('It ran for 100 h and cost $12.34: used 41 h, idle 63 h');
});

it('knows of a machine that said nothing no idle minute', () => {
  const receipt = receiptFor(
    sampleRecord('terminated', busy),
    totalsOf([], () => true),
    sampleNow,
  );

  expect(receipt).toMatchObject({ ranMinutes: 106 * 60, knownMinutes: 0, idleMinutes: 0, enough: undefined });
});
