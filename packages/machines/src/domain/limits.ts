const minuteMs = 60_000;

/** How long each state may last. */
export const limits = {
  /** Asking EC2 for the machine, throttling and faults included. */
  launchMs: 10 * minuteMs,
  /** From EC2's answer to the machine's first report. */
  firstReportMs: 10 * minuteMs,
  /** From the check's success to an answer at the login port. */
  reachableMs: 5 * minuteMs,
  stopMs: 10 * minuteMs,
  startMs: 10 * minuteMs,
} as const;

const hourMs = 60 * minuteMs;

/** How long what a machine costs may go unbooked: what it costs is counted by the hour. */
export const bookingMs = hourMs;

/** An instant after another, as it is stored. */
export function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}

/** When a machine that runs from now on is stopped unless extended. */
export function leaseEnd(now: Date, hours: number): string {
  return later(now, hours * hourMs);
}
