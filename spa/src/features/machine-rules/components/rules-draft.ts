import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { faultOfUsualHours, usualHoursDraftOf, usualHoursOf, type UsualHoursDraft } from './usual-hours-draft.ts';

/** What a number field holds while somebody types: a number, or text that is none. */
export type Typed = number | string;

/** The rules as they are typed. */
export interface RulesDraft {
  readonly deletes: boolean;
  readonly keptDays: Typed;
  readonly stopsIdle: boolean;
  readonly idleMinutes: Typed;
  readonly userHours: Typed;
  readonly adminHours: Typed;
  /** Of each blueprint; empty where it has no limit of its own. */
  readonly blueprintHours: Readonly<Record<string, Typed>>;
  readonly usualHours: UsualHoursDraft;
}

/** What the contract allows, which the pages do not load for it. */
export const bounds = { leastDays: 7, mostDays: 365, mostHours: 720, leastIdle: 30, mostIdle: 1440 } as const;

const usualDays = 14;
const usualIdleMinutes = 120;

export function draftOf({ keptDays, longestHours, longestHoursOf, idleMinutes, usualHours }: MachineRules): RulesDraft {
  return {
    deletes: keptDays !== undefined,
    keptDays: keptDays ?? usualDays,
    stopsIdle: idleMinutes !== undefined,
    idleMinutes: idleMinutes ?? usualIdleMinutes,
    userHours: longestHours.user,
    adminHours: longestHours.admin,
    blueprintHours: longestHoursOf,
    usualHours: usualHoursDraftOf(usualHours),
  };
}

/** The rules that were typed; undefined while something that is needed is missing. */
export function rulesOf({
  deletes,
  keptDays,
  stopsIdle,
  idleMinutes,
  userHours,
  adminHours,
  blueprintHours,
  usualHours,
}: RulesDraft): MachineRules | undefined {
  if (typeof userHours !== 'number' || typeof adminHours !== 'number') return undefined;
  if (!isWithin(deletes, keptDays, bounds.leastDays, bounds.mostDays)) return undefined;
  if (!isWithin(stopsIdle, idleMinutes, bounds.leastIdle, bounds.mostIdle)) return undefined;
  if (faultOfUsualHours(usualHours) !== undefined) return undefined;
  const limits = Object.entries(blueprintHours).flatMap(([id, hours]) =>
    typeof hours === 'number' ? [[id, hours]] : [],
  );
  const hours = usualHoursOf(usualHours);
  return {
    ...(deletes && { keptDays: Number(keptDays) }),
    longestHours: { user: userHours, admin: adminHours },
    longestHoursOf: Object.fromEntries(limits) as MachineRules['longestHoursOf'],
    ...(stopsIdle && { idleMinutes: Number(idleMinutes) }),
    ...(hours && { usualHours: hours }),
  };
}

/** A number that is not asked for may be anything. */
function isWithin(isAskedFor: boolean, value: Typed, least: number, most: number): boolean {
  return !isAskedFor || (typeof value === 'number' && value >= least && value <= most);
}

/** What will become of machines that are off, before it is saved; undefined where nothing changes for them. */
export function consequenceOf(before: MachineRules, after: MachineRules): string | undefined {
  if (before.keptDays === after.keptDays) return undefined;
  if (after.keptDays === undefined) return 'Machines that are off are kept until somebody deletes them.';
  return (
    `Machines that are off are deleted with their disks after ${after.keptDays} days. Their owners are told three days and a day before, ` +
    'and can keep them. This holds for machines that are off already, too: none is deleted within the next three days.'
  );
}
