import { mostCostLines, type CostReport } from '@cloudapp/contracts/costs';
import type { CostPart } from '@cloudapp/data/cost-part';
import { fromMicros } from '@cloudapp/data/counters';

/** Micros of a dollar by the id of whom or what they are for. */
export type Costs = ReadonlyMap<string, number>;

interface Reported {
  readonly month: string;
  readonly by: CostReport['by'];
  readonly now: Costs;
  readonly before: Costs;
  /** What all machines cost in the month, in micros. */
  readonly total: number;
}

/** What a month cost, the dearest first; who cost something in the month before alone is not told of. */
export function costReport({ month, by, now, before, total }: Reported): CostReport {
  const sorted = [...now].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1));
  const rest = sorted.slice(mostCostLines);
  return {
    month,
    by,
    total: fromMicros(total),
    lines: sorted
      .slice(0, mostCostLines)
      .map(([id, micros]) => ({ id, cost: fromMicros(micros), before: fromMicros(before.get(id) ?? 0) })),
    further: { lines: rest.length, cost: fromMicros(sumOf(new Map(rest))) },
    // What is read at two moments may differ by what was counted in between.
    unassigned: fromMicros(Math.max(0, total - sumOf(now))),
  };
}

/** What the machines of somebody cost in a month. */
interface PersonMonth {
  readonly ownerId: string;
  readonly parts: readonly CostPart[];
}

/** Who or what a part of somebody's month is for; undefined of what is for nobody of the kind. */
export const keyOf = {
  person: ({ ownerId }: PersonMonth) => ownerId,
  group: (_: PersonMonth, { group }: CostPart) => group,
  'cost-centre': (_: PersonMonth, { costCentre }: CostPart) => costCentre,
} as const;

/** What people's months come to by a key. */
export function sumBy(
  people: readonly PersonMonth[],
  key: (of: PersonMonth, part: CostPart) => string | undefined,
): Costs {
  const sums = new Map<string, number>();
  for (const person of people) {
    for (const part of person.parts) {
      const id = key(person, part);
      if (id !== undefined) sums.set(id, (sums.get(id) ?? 0) + part.micros);
    }
  }
  return sums;
}

/** All of them together, in micros. */
export function sumOf(costs: Costs): number {
  return [...costs.values()].reduce((sum, micros) => sum + micros, 0);
}
