/** A day of the reader's calendar as a date field writes it: "2026-11-24". */
const form = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day that the calendar has. */
export function isCalendarDay(text: string | null): text is string {
  const date = text === null ? undefined : midnightOf(text);
  return date !== undefined && asDay(date) === text;
}

/** The first instant of a day where the reader is, or of the day so many later. */
export function startOfDay(day: string, daysLater = 0): string | undefined {
  return midnightOf(day, daysLater)?.toISOString();
}

function midnightOf(day: string, daysLater = 0): Date | undefined {
  const [, year, month, date] = (form.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  // Counted by the calendar, for a day may have 23 or 25 hours.
  return new Date(year, month - 1, date + daysLater);
}

function asDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
