import { monthAfter, startOfMonth } from './months.ts';

/** What a machine costs, in millionths of a dollar an hour. */
export interface HourlyRates {
  readonly running: number;
  /** While it is off, its disk alone. */
  readonly off: number;
}

/** From when on, and until when it runs, in milliseconds since 1970; its disk is there until it is deleted. */
export interface ProjectedRun {
  readonly from: number;
  readonly runsUntil: number;
}

const hourMs = 3_600_000;

/** What a machine will cost in a month, in millionths of a dollar, if it runs until its time is over and its disk stays. */
export function projectedCost({ running, off }: HourlyRates, { from, runsUntil }: ProjectedRun, month: string): number {
  const [start, end] = [startOfMonth(month), startOfMonth(monthAfter(month))];
  const within = (since: number, until: number) => Math.max(0, Math.min(until, end) - Math.max(since, start));
  const offSince = Math.max(from, runsUntil);
  return Math.ceil((running * within(from, offSince) + off * within(offSince, Infinity)) / hourMs);
}
