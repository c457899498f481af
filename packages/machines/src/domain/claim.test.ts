import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { revise } from './change.ts';
import { keepingClaim } from './claim.ts';

/** A change by which a machine is due in so many seconds, of one that was due in others. */
function dueAfter(before: number, next: number): string | undefined {
  const record = sampleRecord('ready', { dueAt: at(before) });
  const change = revise(record, sampleNow);
  return keepingClaim({ ...change, next: { ...change.next, dueAt: at(next) } }, record, sampleNow).next.dueAt;
}

describe('a change by somebody who does not work on the machine', () => {
  it('leaves it to whoever has claimed it', () => {
    expect(dueAfter(15, 4)).toBe(at(15));
  });

  it('has it looked at when that is due, where nobody has claimed it and it was due later', () => {
    expect(dueAfter(3000, 900)).toBe(at(900));
  });

  it('has it looked at no sooner than that is due', () => {
    expect(dueAfter(15, 900)).toBe(at(900));
  });
});
