import { expect, it } from 'vitest';
import { FetchRate } from './fetch-rate.ts';

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

it('a person may have twenty addresses fetched in ten minutes, whatever others do', () => {
  const rate = new FetchRate();
  const begin = (userId: string, seconds: number) => rate.begin(userId, at(seconds));

  const waits = Array.from({ length: 21 }, () => begin('one', 0));

  expect(waits.slice(0, 20).every((wait) => wait === undefined)).toBe(true);
  expect(waits[20]).toBe(600);
  expect(begin('one', 590)).toBe(10);
  expect(begin('other', 590)).toBeUndefined();
  expect(begin('one', 600)).toBeUndefined();
});
