import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { describe, expect, it } from 'vitest';
import { areBudgetsStricter, areRulesStricter } from './stricter.ts';

const rules: MachineRules = { idleMinutes: 60, longestHours: { user: 48, admin: 720 }, longestHoursOf: {} };
const userId = `usr_${'0'.repeat(26)}`;
const budgets = { monthly: 50, people: [{ userId, isExempt: true }] };
const usualHours = { zone: 'UTC', windows: [{ days: ['mon' as const], from: '09:00', to: '18:00' }] };

describe('rules are stricter', () => {
  it.each<[string, Partial<MachineRules>, boolean]>([
    ['not when they stay', {}, false],
    ['when idle machines stop sooner', { idleMinutes: 30 }, true],
    ['not when they stop later', { idleMinutes: 90 }, false],
    ['when machines run for less', { longestHours: { user: 8, admin: 720 } }, true],
    ['when a blueprint gets a limit', { longestHoursOf: { postgresql: 8 } }, true],
    ['when new machines get hours', { usualHours }, true],
    ['not when machines that are off are kept for less', { keptDays: 7 }, false],
  ])('%s', (_, more, expected) => {
    expect(areRulesStricter(rules, { ...rules, ...more })).toBe(expected);
  });
});

describe('budgets are stricter', () => {
  it('when there is less for each person, or for one', () => {
    expect(areBudgetsStricter(budgets, budgets)).toBe(false);
    expect(areBudgetsStricter(budgets, { ...budgets, monthly: 60 })).toBe(false);
    expect(areBudgetsStricter(budgets, { ...budgets, monthly: 40 })).toBe(true);
    expect(areBudgetsStricter(budgets, { ...budgets, people: [] })).toBe(true);
    expect(areBudgetsStricter(budgets, { ...budgets, people: [{ userId, isExempt: false, monthly: 90 }] })).toBe(true);
  });
});
