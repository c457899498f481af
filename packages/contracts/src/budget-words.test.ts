import { expect, it } from 'vitest';
import { budgetWords, dollarWords } from './budget-words.ts';

it('what has no room is told with the sum, in cents that never make it look as if there were', () => {
  expect(budgetWords({ month: '2026-11', budget: 50, planned: 49.2, takes: 0.8001 })).toBe(
    'It would take $0.81 of the budget of November 2026, of which $0.80 is left: $49.20 of $50.00 is planned already.',
  );
});

it('nothing is left where more is planned than a lowered budget allows', () => {
  expect(budgetWords({ month: '2027-01', budget: 10, planned: 12, takes: 1 })).toContain('of which $0.00 is left');
});

it('cents are what floating point means', () => {
  expect(dollarWords(0.1 + 0.2, 'up')).toBe('$0.30');
  expect(dollarWords(1.005)).toBe('$1.01');
});
