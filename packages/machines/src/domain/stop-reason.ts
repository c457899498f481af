import type { InstanceIn } from '@cloudapp/data/instance-record';
import { reasonOfBudget } from './budget-stop.ts';
import { reasonOfHours } from './hours-step.ts';
import { reasonOfIdle } from './idle.ts';
import type { StopReason } from './power-moves.ts';
import type { Rules } from './rules.ts';
import { reasonToStop } from './stop-order.ts';

/**
 * The first reason why rules stop a machine now, in the order of precedence; undefined while none does. Where lease and hours end
 * at the same time, its hours are what it is stopped by: of that its owner was warned.
 */
export function stopReason(record: InstanceIn<'ready' | 'failed'>, now: Date, rules: Rules): StopReason | undefined {
  const ordered = reasonToStop(record, rules.order);
  if (ordered !== undefined) return { rule: 'security', text: ordered };
  const byBudget = reasonOfBudget(record, now, rules);
  if (byBudget !== undefined) return { rule: 'budget', text: byBudget };
  const byHours = record.state === 'ready' ? reasonOfHours(record, now) : undefined;
  if (byHours !== undefined) return { rule: 'hours', text: byHours };
  const { leaseEndsAt } = record;
  const hasEnded = leaseEndsAt !== undefined && now.getTime() >= Date.parse(leaseEndsAt);
  if (hasEnded) return { rule: 'lease', text: 'Its time is over' };
  const idle = record.state === 'ready' ? reasonOfIdle(record) : undefined;
  return idle === undefined ? undefined : { rule: 'idle', text: `It was idle. ${idle}`, detail: idle };
}
