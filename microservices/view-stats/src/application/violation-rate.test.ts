import { expect, it } from 'vitest';
import { ViolationRate } from './violation-rate.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 3, 0, second));

it('lets 60 violations a minute into the log, and those of the next minute again', () => {
  const rate = new ViolationRate();

  expect(rate.take(60, at(0))).toEqual({ seen: 60 });
  expect(rate.take(1, at(20))).toEqual({ waitSeconds: 40 });
  expect(rate.take(1, at(59))).toEqual({ waitSeconds: 1 });
  expect(rate.take(2, at(60))).toEqual({ seen: 64 });
});
