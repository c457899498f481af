import { dollarWords } from '@cloudapp/contracts/budget-words';
import { monthWords } from '@cloudapp/contracts/months';
import { fromMicros } from '@cloudapp/data/counters';
import type { NewAuditEvent } from '@cloudapp/data/audit-item';
import type { Quota } from '@cloudapp/data/quota-item';

/** Of how much of a budget that is spent a person is told, in per cent. */
const thresholds = [50, 80, 100] as const;

/**
 * How many per cent of a month's budget a person has reached and was not told of; of several the most alone. Undefined where there is
 * nothing to tell.
 * @param limit in millionths of a dollar
 */
export function reachedAnew({ ledger, budgetTold }: Quota, limit: number, month: string): number | undefined {
  const spent = ledger?.[month]?.spent ?? 0;
  const reached = thresholds.findLast((percent) => spent * 100 >= limit * percent);
  const told = budgetTold?.month === month ? budgetTold.percent : 0;
  return reached !== undefined && reached > told ? reached : undefined;
}

/** What the log tells of it. */
export function budgetReached(
  person: { readonly id: string; readonly name: string },
  {
    percent,
    limit,
    spent,
    month,
  }: Readonly<Record<'percent' | 'limit' | 'spent', number>> & { readonly month: string },
): NewAuditEvent {
  const [is, of] = [dollarWords(fromMicros(spent)), dollarWords(fromMicros(limit))];
  return {
    action: 'budget-reached',
    subject: { kind: 'user', id: person.id, name: person.name },
    detail: `${percent} % of the budget of ${monthWords(month)}: ${is} of ${of} is spent`,
  };
}
