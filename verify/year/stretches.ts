import { isPublicDay, type Country } from './public-days.ts';
import { dayAfter, dayAt, dayMs, instantsAt, weekdayAt } from './wall-clock.ts';

/** When a machine is to run in a week, as somebody has said. */
export interface Hours {
  readonly zone: string;
  readonly windows: readonly Window[];
  readonly daysOff: readonly DaysOff[];
  readonly calendar: readonly DaysOff[];
  readonly country: Country | undefined;
  /** Instants are milliseconds since 1970. */
  readonly setAt: number;
}

export interface Window {
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}

export interface DaysOff {
  readonly from: string;
  readonly to: string;
}

export const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof days)[number];

/** A window, or several with hardly a break; `start` is absent where none of them begins on a day of work. */
export interface Stretch {
  readonly begin: number;
  readonly start: number | undefined;
  readonly end: number;
}

/** In less than half an hour nothing is stopped and started. */
const hardlyMs = 1_800_000;
const daysBack = 8;
const daysAhead = 32;

/** The stretches of a week's windows from a week before an instant to a month after it, in order. */
export function stretchesAround(hours: Hours, at: number): Stretch[] {
  const today = dayAt(hours.zone, at);
  const parts = Array.from({ length: daysBack + daysAhead }, (_, index) => dayAfter(today, index - daysBack))
    .flatMap((day) => partsOf(hours, day))
    .sort((a, b) => a.begin - b.begin);
  const stretches: Stretch[] = [];
  for (const part of parts) {
    const last = stretches.at(-1);
    if (last === undefined || part.start === undefined || part.begin - last.end >= hardlyMs) stretches.push(part);
    else stretches[stretches.length - 1] = joined(last, part);
  }
  return stretches;
}

function joined(one: Stretch, next: Stretch): Stretch {
  return { begin: one.begin, start: one.start ?? next.start, end: Math.max(one.end, next.end) };
}

function partsOf(hours: Hours, day: string): Stretch[] {
  const { zone, windows } = hours;
  const isWork = !isOff(hours, day);
  return windows
    .filter((window) => window.days.some((name) => days.indexOf(name) === weekdayAt(day)))
    .map(({ from, to }) => {
      const begin = instantsAt(zone, day, from).first;
      const end = instantsAt(zone, to <= from ? dayAfter(day, 1) : day, to).last;
      return { begin, start: isWork ? begin : undefined, end };
    })
    .filter(({ begin, end }) => begin < end);
}

function isOff({ daysOff, calendar, country }: Hours, day: string): boolean {
  const isWithin = ({ from, to }: DaysOff) => from <= day && day <= to;
  return [...daysOff, ...calendar].some(isWithin) || (country !== undefined && isPublicDay(country, day));
}

/** What was worked out, for as long as it reaches far enough. */
export class Timetable {
  readonly hours: Hours;
  #stretches: readonly Stretch[] = [];
  #from = Infinity;

  constructor(hours: Hours) {
    this.hours = hours;
  }

  around(at: number): readonly Stretch[] {
    const isNear = at >= this.#from && at < this.#from + (daysAhead / 2) * dayMs;
    if (!isNear) {
      this.#stretches = stretchesAround(this.hours, at);
      this.#from = at;
    }
    return this.#stretches;
  }
}
