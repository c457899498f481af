import { expect, it } from 'vitest';
import { takesOf } from './launch-takes.ts';

const budget = {
  monthly: 50,
  isExempt: false,
  months: [
    { month: '2026-11', spent: 10, planned: 30 },
    { month: '2026-12', spent: 0, planned: 5 },
  ],
};
const chosen = { blueprint: { stoppedCostPerHour: 0.002 }, size: { costPerHour: 0.03 }, durationHours: 2 };

it('a launch takes its running and its disk of each month, as the service counts it', () => {
  expect(takesOf(budget, chosen, new Date('2026-11-30T20:00:00.000Z'))).toEqual([
    { month: '2026-11', takes: 0.064, left: 20 },
    { month: '2026-12', takes: 1.488, left: 45 },
  ]);
});

it('without a budget all is left', () => {
  const months = takesOf({ ...budget, monthly: undefined }, chosen, new Date('2026-11-30T20:00:00.000Z'));

  expect(months.map(({ left }) => left)).toEqual([Infinity, Infinity]);
});
