/** A month such as `2026-11` in words: "November 2026". */
export function monthWords(month: string): string {
  return firstDayOf(month).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** The month before, without its year: "October". */
export function monthBeforeWords(month: string): string {
  const day = firstDayOf(month);
  day.setUTCMonth(day.getUTCMonth() - 1);
  return day.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
}

function firstDayOf(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}
