import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partsOf, spendCounters } from './cost-part.ts';
import { addCounters, type Counters } from './counters.ts';

it('counts by blueprint alone what nobody’s books have', () => {
  expect(spendCounters({ 'cost#tiny': 5, launches: 1 })).toEqual({ 'cost#tiny': 5 });
  expect(partsOf({ 'cost#tiny': 5 })).toEqual([{ blueprintId: 'tiny', micros: 5 }]);
});

it('takes a month apart by what somebody was when it was counted, and adds up to the whole', () => {
  const text = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
  const event = fc.record({
    blueprintId: fc.constantFrom('tiny', 'desktop'),
    micros: fc.integer({ min: 1, max: 1e9 }),
    group: text,
    costCentre: text,
  });
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const month = events.reduce<Counters>(
        (sum, { blueprintId, micros, ...books }) =>
          addCounters(sum, spendCounters({ [`cost#${blueprintId}`]: micros }, books)),
        {},
      );

      const sums = new Map<string, number>();
      for (const { blueprintId, group, costCentre, micros } of events) {
        const key = JSON.stringify([blueprintId, group, costCentre]);
        sums.set(key, (sums.get(key) ?? 0) + micros);
      }
      const found = partsOf(month).map(
        (part) => [JSON.stringify([part.blueprintId, part.group, part.costCentre]), part.micros] as const,
      );
      expect(found).toHaveLength(sums.size);
      expect(new Map(found)).toEqual(sums);
    }),
  );
});
