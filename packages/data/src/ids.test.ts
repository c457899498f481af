import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';

describe('newId', () => {
  it('sorts by time', () => {
    const ids = [3, 1, 2].map((second) => newId('usr', new Date(second * 1000)));

    expect([...ids].sort()).toEqual([ids[1], ids[2], ids[0]]);
  });

  it('differs within one millisecond', () => {
    const now = new Date();

    const ids = new Set(Array.from({ length: 1000 }, () => newId('mch', now)));

    expect(ids.size).toBe(1000);
  });

  it('has the form that contracts demand', () => {
    expect(newId('mch', new Date())).toMatch(/^mch_[0-9a-z]{26}$/);
  });
});
