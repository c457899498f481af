import { monthAfter, monthOf, startOfMonth } from '@cloudapp/contracts/months';

/** The month some months before another. */
export function monthsBefore(month: string, count: number): string {
  const first = new Date(startOfMonth(month));
  first.setUTCMonth(first.getUTCMonth() - count);
  return monthOf(first);
}

/** From one month to another, both included; none where the last is before the first. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** The keys of the counters of all days of a month. */
export function dayKeysOf(month: string): string[] {
  const days = new Date(startOfMonth(monthAfter(month)) - 1).getUTCDate();
  return Array.from({ length: days }, (_, day) => `day#${month}-${String(day + 1).padStart(2, '0')}`);
}
