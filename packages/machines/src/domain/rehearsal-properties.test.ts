import { slotUse } from '@cloudapp/data/usage-digest';
import { expect, it } from 'vitest';
import { didIn, march, noRules, personWith } from '../testing/past.ts';
import type { PastMachine } from './past-machine.ts';
import { rehearse, type RulesToRehearse } from './rehearsal.ts';

/** The same numbers each time: a linear congruential generator. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** A machine that did one thing after another, each for up to eight hours. */
function anyMachine(seed: number): PastMachine {
  const next = numbersFrom(seed);
  const machine = didIn([], { createdAt: '2026-03-01T00:00:00.000Z' });
  for (let slot = 0; slot < machine.slots.length;) {
    const length = 1 + Math.floor(next() * 96);
    machine.slots.fill(Math.floor(next() * 4), slot, slot + length);
    slot += length;
  }
  return machine;
}

const fleet = Array.from({ length: 25 }, (_, seed) => anyMachine(seed + 1));
const hoursOn = fleet.reduce((sum, { slots }) => sum + slots.filter((use) => use !== slotUse.unknown).length / 12, 0);
const tried = (after: Partial<RulesToRehearse>) =>
  rehearse(personWith(fleet), { rules: { before: noRules, after: { ...noRules, ...after } } }, march);
const withBudget = (monthly: number) => {
  const budgets = { before: { people: {}, version: 1 }, after: { monthly, people: {}, version: 1 } };
  return rehearse(personWith(fleet), { budgets }, march);
};

function expectNoFall(sums: readonly { readonly hoursSaved: number; readonly stops: number }[]): void {
  const saved = sums.map(({ hoursSaved }) => hoursSaved);
  expect(saved).toEqual([...saved].sort((a, b) => a - b));
  expect(Math.max(...saved)).toBeGreaterThan(0);
  expect(Math.max(...saved)).toBeLessThan(hoursOn);
}

it('meets nothing without a rule', () => {
  expect(tried({})).toMatchObject({
    people: { met: 0 },
    machines: { looked: 25, met: 0, unknown: 0 },
    stops: 0,
    hoursSaved: 0,
    dollarsSaved: 0,
    most: [],
  });
});

it('never saves less by a stricter rule for idle machines, and never cuts off work by it', () => {
  const sums = [1440, 480, 240, 120, 90, 60, 45, 30].map((idleMinutes) => tried({ idleMinutes }));

  expectNoFall(sums);
  expect(sums.map(({ cutOff }) => cutOff)).toEqual(sums.map(() => 0));
});

it('never saves less by a lower budget', () => {
  const sums = [60, 30, 15, 8, 4, 2].map((dollars) => withBudget(dollars * 1_000_000));

  expectNoFall(sums);
  expect(sums.at(-1)?.people.met).toBe(1);
});

it('never saves more than what ran, by whatever rules', () => {
  const usualHours = { zone: 'UTC', windows: [{ days: ['mon' as const], from: '09:00', to: '12:00' }] };
  const sum = tried({ idleMinutes: 30, usualHours, longestHours: { user: 1, admin: 1 } });

  expect(sum.hoursSaved).toBeLessThan(hoursOn);
  expect(sum.most).toHaveLength(10);
  expect(sum.stops).toBe(Object.values(sum.rules).reduce((all, { stops }) => all + stops, 0));
});
