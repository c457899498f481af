import { afterEach, beforeEach, expect, it } from 'vitest';
import { LaunchTurnRepository } from './launch-turn-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let turns: LaunchTurnRepository;

beforeEach(async () => {
  tables = await createTestTables(['instances']);
  turns = new LaunchTurnRepository(tables.database, { burst: 3, perSecond: 2 });
});
afterEach(() => tables.remove());

const noon = Date.parse('2026-03-01T12:00:00Z');
/** Seconds after noon at which turns come that are asked for then. */
const taken = async (askedAtSeconds: number) =>
  ((await turns.take(new Date(noon + askedAtSeconds * 1000))).getTime() - noon) / 1000;

it('lets a burst through at once, and the others at its pace', async () => {
  const seconds: number[] = [];
  for (let number = 0; number < 6; number++) seconds.push(await taken(0));

  expect(seconds).toEqual([0, 0, 0, 0.5, 1, 1.5]);
});

it('gives everybody who asks at the same time a turn of their own', async () => {
  const seconds = await Promise.all(Array.from({ length: 12 }, () => taken(0)));

  expect(seconds.sort((a, b) => a - b)).toEqual([0, 0, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
});

it('saves up a burst again while nobody asks, and no more than that', async () => {
  for (let number = 0; number < 3; number++) await taken(0);

  expect([await taken(1), await taken(1), await taken(1)]).toEqual([1, 1, 1.5]);
  expect([await taken(3600), await taken(3600), await taken(3600), await taken(3600)]).toEqual([
    3600, 3600, 3600, 3600.5,
  ]);
});

it('puts whoever comes later behind those that wait, whatever their clocks say', async () => {
  for (let number = 0; number < 9; number++) await taken(0);

  expect(await taken(2)).toBe(3.5);
  expect(await taken(1)).toBe(4);
});
