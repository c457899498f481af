import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SortedList } from './sorted-list.ts';

const steps = fc.array(fc.record({ isDelete: fc.boolean(), value: fc.integer({ min: 0, max: 3000 }) }), {
  minLength: 500,
  maxLength: 4000,
});

it('is in order from everywhere, in both directions, whatever came and went', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 3000 }), (changes, start) => {
      const list = new SortedList<number>((a, b) => a - b);
      const model = new Set<number>();
      for (const { isDelete, value } of changes) {
        if (isDelete) list.delete(value);
        else list.set(value);
        if (isDelete) model.delete(value);
        else model.add(value);
      }
      const sorted = [...model].sort((a, b) => a - b);

      expect([...list.ascending()]).toEqual(sorted);
      expect([...list.descending()]).toEqual(sorted.toReversed());
      expect([...list.ascending(start)]).toEqual(sorted.filter((value) => value >= start));
      expect([...list.descending(start)]).toEqual(sorted.filter((value) => value <= start).toReversed());
      expect(list.isEmpty).toBe(sorted.length === 0);
    }),
    { numRuns: 20, seed: 1 },
  );
});
