import type { UsageSample } from '@cloudapp/contracts/usage';
import { addTotals, noTotals, totalsOf } from '@cloudapp/data/usage-totals';
import { describe, expect, it } from 'vitest';
import { sizesFor } from '../testing/sizes.ts';
import { silent } from '../testing/usage.ts';
import { enoughFor } from './smaller-size.ts';

const { small, medium, large, xlarge } = sizesFor;
const machine = { size: xlarge, smallerSizes: [small, medium, large] };
const hours = (count: number, sample: Partial<UsageSample>) =>
  totalsOf(
    Array.from({ length: count * 60 }, () => ({ ...silent, ...sample })),
    () => true,
  );

describe('the size that would have been enough', () => {
  it('is the cheapest on which memory and processors are not full for 95 % of the time', () => {
    const use = addTotals(hours(19, { cpu: 4, memory: 9 }), hours(1, { cpu: 100, memory: 12 }));

    expect(enoughFor(machine, use)).toEqual({ size: small, cpuPercent: 5, memoryGib: 1.6 });
  });

  it.each([
    ['a memory that is fuller than that', { memory: 10.5 }, medium],
    ['a memory that is half full', { memory: 50 }, undefined],
    ['processors that are busier than any smaller one’s', { cpu: 45 }, undefined],
  ])('has room for %s', (_, sample, size) => {
    expect(enoughFor(machine, hours(9, { cpu: 3, memory: 5, ...sample }))?.size).toEqual(size);
  });

  it('is one that earns the credits for it', () => {
    const use = addTotals(hours(5, { cpu: 9, memory: 5 }), hours(5, { cpu: 19, memory: 5 }));

    expect(enoughFor(machine, use)?.size).toEqual(large);
  });

  it('is none whose memory would have run out once', () => {
    const use = addTotals(hours(99, { memory: 9 }), hours(1, { memory: 13 }));

    expect(enoughFor(machine, use)?.size).toEqual(medium);
  });

  it('is one that the blueprint offers, and cheaper than what it was', () => {
    const use = hours(9, { cpu: 3, memory: 5 });

    expect(enoughFor({ ...machine, smallerSizes: [large, medium] }, use)?.size).toEqual(medium);
    expect(enoughFor({ ...machine, smallerSizes: [] }, use)).toBeUndefined();
    expect(enoughFor({ size: xlarge }, use)).toBeUndefined();
  });

  it('is not said before eight hours are known', () => {
    expect(enoughFor(machine, hours(7, { memory: 5 }))).toBeUndefined();
    expect(enoughFor(machine, hours(8, { memory: 5 }))?.size).toEqual(small);
    expect(enoughFor(machine, noTotals)).toBeUndefined();
  });
});
