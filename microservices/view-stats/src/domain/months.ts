/** A month by UTC, such as `2026-11`. */
export type Month = string;

const monthsAYear = 12;

/** The month some months before another; after it, where `count` is negative. */
export function monthsBefore(month: Month, count: number): Month {
  const number = numberOf(month) - count;
  const year = Math.floor(number / monthsAYear);
  return `${year}-${String((number % monthsAYear) + 1).padStart(2, '0')}`;
}

/** From one month to another, both included; none where the last is before the first. */
export function monthsFrom(first: Month, last: Month): Month[] {
  const count = numberOf(last) - numberOf(first) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, number) => monthsBefore(first, -number));
}

/** The keys of the counters of all days of a month. */
export function dayKeysOf(month: Month): string[] {
  const days = new Date(Date.UTC(yearOf(month), (numberOf(month) % monthsAYear) + 1, 0)).getUTCDate();
  return Array.from({ length: days }, (_, day) => `day#${month}-${String(day + 1).padStart(2, '0')}`);
}

function yearOf(month: Month): number {
  return Number(month.slice(0, 4));
}

function numberOf(month: Month): number {
  return yearOf(month) * monthsAYear + Number(month.slice(5)) - 1;
}
