/** Calendar months in UTC, as `2026-11`. Free of zod, so that the pages can load it alone. */

/** The month of an instant. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

export function monthAfter(month: string): string {
  const first = new Date(startOfMonth(month));
  return monthOf(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1)));
}

/** When a month begins, in milliseconds since 1970. */
export function startOfMonth(month: string): number {
  return Date.parse(`${month}-01T00:00:00.000Z`);
}

/** `November 2026`. */
export function monthWords(month: string): string {
  const first = new Date(startOfMonth(month));
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}
