import { expect, it } from 'vitest';
import { diskHour, machinePrices, machinePricesIn } from './machine-prices.ts';

it('a disk costs its share of a month', () => {
  expect(diskHour(machinePrices['eu-west-1'], 20)).toBeCloseTo(1.76 / 730, 10);
});

it('an unknown region has no prices rather than those of another', () => {
  expect(machinePricesIn('eu-central-1').sizeHour.small).toBe(0.0216);
  expect(() => machinePricesIn('mars-north-1')).toThrow('No prices of machines are known for the region mars-north-1');
});
