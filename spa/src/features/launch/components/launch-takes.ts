import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { OwnBudget } from '@cloudapp/contracts/budget';
import { projectedCost } from '@cloudapp/contracts/projected-cost';

interface Chosen {
  readonly blueprint: Pick<Blueprint, 'stoppedCostPerHour'>;
  readonly size: Pick<Blueprint['sizes'][number], 'costPerHour'>;
  readonly durationHours: number;
}

const hourMs = 3_600_000;
const micros = (dollars: number) => Math.round(dollars * 1_000_000);

/** What a launch now would take of each month, and what is left there without it, in dollars. */
export function takesOf({ monthly = Infinity, months }: OwnBudget, chosen: Chosen, now: Date) {
  const { blueprint, size, durationHours } = chosen;
  const rates = { running: micros(size.costPerHour), off: micros(blueprint.stoppedCostPerHour) };
  const run = { from: now.getTime(), runsUntil: now.getTime() + durationHours * hourMs };
  return months.map(({ month, planned }) => ({
    month,
    takes: projectedCost(rates, run, month) / 1_000_000,
    left: monthly - planned,
  }));
}
