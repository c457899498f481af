import { passesMidnight, weekdays, type WeeklyWindow } from '@cloudapp/contracts/weekly-windows';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { addDays, dayIn, firstTimeAt, isKnownZone, lastTimeAt, weekdayOf } from './wall-time.ts';

export type WeeklyRules = Pick<StoredHours, 'zone' | 'windows' | 'holidays' | 'calendar' | 'daysOff'>;

/** A moment, in milliseconds since 1970, and the window whose beginning or end it is. */
interface Edge {
  readonly at: number;
  readonly window: WeeklyWindow;
}

/** A stretch of time in which a machine is to run: a window, and those that follow it with hardly a break. */
export interface Run {
  readonly begin: number;
  /** When the machine is to be ready; absent where no window begins on a day on which it is started. */
  readonly start?: Edge;
  readonly end: Edge;
}

/** One window of one day. */
interface Occurrence {
  readonly begin: Edge;
  readonly end: Edge;
  readonly isOff: boolean;
}

/** In a shorter break a machine could not be stopped (10 min at most) and started again (15 min at most). */
const shortestBreakMs = 30 * 60_000;
/** A run lasts less than a week: windows leave a break in each. */
const daysBefore = 8;
/** Vacations may be long, but whoever is asked looks no further. */
const daysAhead = 400;

/** The runs of a week's windows in order, from those that can still go on at an instant to those of a year later; none in a zone that is not known. */
export function* runsAround(rules: WeeklyRules, epochMilliseconds: number): Generator<Run> {
  if (!isKnownZone(rules.zone)) return;
  let current: Run | undefined;
  for (const occurrence of occurrences(rules, addDays(dayIn(rules.zone, epochMilliseconds), -daysBefore))) {
    if (current !== undefined && isPartOf(current, occurrence)) {
      current = continued(current, occurrence);
    } else {
      if (current !== undefined) yield current;
      current = begun(occurrence);
    }
  }
  if (current !== undefined) yield current;
}

function isPartOf(run: Run, { begin, isOff }: Occurrence): boolean {
  return !isOff && begin.at - run.end.at < shortestBreakMs;
}

function begun({ begin, end, isOff }: Occurrence): Run {
  return { begin: begin.at, end, ...(!isOff && { start: begin }) };
}

function continued({ begin, start, end }: Run, next: Occurrence): Run {
  return { begin, start: start ?? next.begin, end: next.end.at > end.at ? next.end : end };
}

function* occurrences(rules: WeeklyRules, firstDay: string): Generator<Occurrence> {
  const windows = [...rules.windows].sort((a, b) => a.from.localeCompare(b.from));
  const holidays = new Set(rules.holidays?.days);
  for (let offset = 0; offset <= daysBefore + daysAhead; offset++) {
    const day = addDays(firstDay, offset);
    const weekday = weekdays[weekdayOf(day)];
    for (const window of windows) {
      if (weekday === undefined || !window.days.includes(weekday)) continue;
      const isOff = holidays.has(day) || isDayOff(rules, day);
      const occurrence = { ...edgesOf(window, day, rules.zone), isOff };
      // Clocks may be put forward over all of it.
      if (occurrence.begin.at < occurrence.end.at) yield occurrence;
    }
  }
}

function edgesOf(window: WeeklyWindow, day: string, zone: string): Pick<Occurrence, 'begin' | 'end'> {
  const endDay = passesMidnight(window) ? addDays(day, 1) : day;
  return {
    begin: { at: firstTimeAt({ day, time: window.from }, zone), window },
    end: { at: lastTimeAt({ day: endDay, time: window.to }, zone), window },
  };
}

function isDayOff({ daysOff, calendar }: WeeklyRules, day: string): boolean {
  return [...daysOff, ...(calendar?.daysOff ?? [])].some(({ from, to }) => from <= day && day <= to);
}
