import * as z from 'zod';
import { counter, costsOf, type Counters } from './counters.ts';

/** Whose books a cost belongs to: as its person was when it was counted. */
export interface Bookkeeping {
  readonly group?: string | undefined;
  readonly costCentre?: string | undefined;
}

/** What of a person's month was for a blueprint while they were in a group and a cost centre, in millionths of a dollar. */
export interface CostPart extends Bookkeeping {
  readonly blueprintId: string;
  readonly micros: number;
}

const start = 'of#';
const partName = z.tuple([z.string(), z.string().nullable(), z.string().nullable()]);

/** The costs of an event as counters of its owner's month: by blueprint, and for whom the books have them, where there is somebody. */
export function spendCounters(counters: Counters, { group, costCentre }: Bookkeeping = {}): Counters {
  const isBooked = group !== undefined || costCentre !== undefined;
  const namesOf = (blueprintId: string) => [
    counter.cost(blueprintId),
    ...(isBooked ? [`${start}${JSON.stringify([blueprintId, group, costCentre])}`] : []),
  ];
  return Object.fromEntries(
    [...costsOf(counters)].flatMap(([blueprintId, micros]) =>
      namesOf(blueprintId).map((name) => [name, micros] as const),
    ),
  );
}

/** A person's month in its parts; the last of a blueprint are those that no group and no cost centre has. */
export function partsOf(counters: Counters): CostPart[] {
  const booked = Object.entries(counters).flatMap(([name, micros]): CostPart[] => {
    if (!name.startsWith(start)) return [];
    const [blueprintId, group, costCentre] = partName.parse(JSON.parse(name.slice(start.length)));
    return [{ blueprintId, group: group ?? undefined, costCentre: costCentre ?? undefined, micros }];
  });
  return [...costsOf(counters)].flatMap(([blueprintId, micros]) => {
    const parts = booked.filter((part) => part.blueprintId === blueprintId);
    const rest = micros - parts.reduce((sum, part) => sum + part.micros, 0);
    return rest === 0 ? parts : [...parts, { blueprintId, micros: rest }];
  });
}
