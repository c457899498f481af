import type { InstanceIn } from '@cloudapp/data/instance-record';
import { revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';
import { later } from './limits.ts';
import type { Rules } from './rules.ts';

type Running = InstanceIn<'ready' | 'failed'>;

/** How long before it is stopped the owner of a machine is told that their budget is spent. */
const noticeMs = 15 * 60_000;

/** Why a machine stops whose owner's budget is spent; undefined where it is not, or not yet told of for long enough. */
export function reasonOfBudget({ budgetStop }: Running, now: Date, { isBudgetSpent }: Rules): string | undefined {
  if (isBudgetSpent !== true || budgetStop === undefined || now.getTime() < Date.parse(budgetStop.at)) return undefined;
  return 'The budget of its owner is spent';
}

/** It is told that a machine will stop, or that it will not where there is budget again. */
export function stepOfBudget(record: Running, now: Date, { isBudgetSpent }: Rules): Change | undefined {
  const { budgetStop } = record;
  if (isBudgetSpent === true && budgetStop === undefined) return warned(record, now);
  if (isBudgetSpent === false && budgetStop !== undefined) {
    const activity = activityOf('Its owner has budget again: it runs on');
    return revise<Running>(record, now, { budgetStop: undefined }, { activity });
  }
  return undefined;
}

function warned(record: Running, now: Date): Change {
  const at = later(now, noticeMs);
  const text = 'The budget of its owner is spent';
  return revise<Running>(
    record,
    now,
    { budgetStop: { at } },
    {
      activity: activityOf(`${text}: it stops in a quarter of an hour`),
      audit: { ...auditOf(record, 'machine-stop-warned', undefined, text), happensAt: at },
    },
  );
}
