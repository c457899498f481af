const dayMs = 86_400_000;

/** The UTC day of an instant, or of one so many days before: the log is signed by these. */
export function utcDay(milliseconds: number, daysBefore = 0): string {
  return new Date(milliseconds - daysBefore * dayMs).toISOString().slice(0, 10);
}

/** All days from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const first = Date.parse(from);
  const count = Math.round((Date.parse(to) - first) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, number) => utcDay(first + number * dayMs));
}
