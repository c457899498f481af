import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';

type DaysOff = WeeklyHours['daysOff'][number];

const dayMs = 86_400_000;

/** The calendar day in a zone, `YYYY-MM-DD`. */
export function dayIn(zone: string, at: Date): string {
  // The one locale that writes days so.
  return at.toLocaleDateString('en-CA', { timeZone: zone });
}

/** The day before one. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
}

/** Days off with more of them; what lies within them is theirs. */
export function withDaysOff(daysOff: readonly DaysOff[], more: DaysOff): DaysOff[] {
  return [...daysOff.filter(({ from, to }) => from < more.from || to > more.to), more].sort((a, b) =>
    a.from.localeCompare(b.from),
  );
}
