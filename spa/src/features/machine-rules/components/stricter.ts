import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { WantedBudgets } from '../api/budgets.ts';

/** Whether rules would stop machines that run on as yet. */
export function areRulesStricter(before: MachineRules, after: MachineRules): boolean {
  const { usualHours } = after;
  const hasOtherHours = usualHours !== undefined && JSON.stringify(usualHours) !== JSON.stringify(before.usualHours);
  const limits = Object.entries(after.longestHoursOf);
  return (
    hasOtherHours ||
    isLower(after.idleMinutes, before.idleMinutes) ||
    isLower(after.longestHours.user, before.longestHours.user) ||
    isLower(after.longestHours.admin, before.longestHours.admin) ||
    limits.some(([id, hours]) => isLower(hours, Object.entries(before.longestHoursOf).find(([one]) => one === id)?.[1]))
  );
}

/** Whether somebody would have less to spend than as yet. */
export function areBudgetsStricter(before: WantedBudgets, after: WantedBudgets): boolean {
  const ids = [...before.people, ...after.people].map(({ userId }) => userId);
  return (
    isLower(after.monthly, before.monthly) ||
    ids.some((userId) => isLower(limitOf(after, userId), limitOf(before, userId)))
  );
}

function limitOf({ monthly, people }: WantedBudgets, userId: string): number | undefined {
  const own = people.find((one) => one.userId === userId);
  return own?.isExempt === true ? undefined : (own?.monthly ?? monthly);
}

/** Of limits, where none is more than any. */
function isLower(after: number | undefined, before: number | undefined): boolean {
  return (after ?? Infinity) < (before ?? Infinity);
}
