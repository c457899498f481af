import ICAL from 'ical.js';
import { CalendarFileError } from './calendar-file-error.ts';

/** An event of a calendar that takes whole days. Days are written `YYYY-MM-DD`. */
export interface WholeDays {
  /** What its series is told apart by. */
  readonly uid: string;
  readonly firstDay: string;
  /** How many days it takes, each time. */
  readonly days: number;
  /** The rule by which it repeats, as the file has it. */
  readonly rule?: string;
  /** Days on which it begins besides. */
  readonly alsoOn: readonly string[];
  /** Days on which it does not begin though its rule says so. */
  readonly notOn: readonly string[];
}

/** What a calendar's file says of whole days. */
export interface Calendar {
  /** As it calls itself; undefined where it does not. */
  readonly name: string | undefined;
  readonly events: readonly WholeDays[];
}

const mostEvents = 2000;
const daySeconds = 86_400;

/**
 * Reads an iCalendar file (RFC 5545). Events count that begin and end at midnight by their own clock, which is how calendars write whole
 * days with and without times; all others, and those that are cancelled, do not.
 * @throws CalendarFileError
 */
export function readCalendar(bytes: Uint8Array): Calendar {
  const text = decode(bytes);
  try {
    return calendarIn(text);
  } catch (error) {
    // The library reads values when they are asked for, and has errors of several kinds.
    throw error instanceof CalendarFileError ? error : new CalendarFileError('is no calendar that can be read', error);
  }
}

function calendarIn(text: string): Calendar {
  const calendars = parse(text);
  const found = calendars.flatMap((one) => one.getAllSubcomponents('vevent'));
  if (found.length > mostEvents) throw new CalendarFileError(`has more than ${mostEvents} events`);
  const moved = found.filter((event) => event.hasProperty('recurrence-id'));
  const events = found.flatMap((event) => wholeDays(event, moved));
  const [name] = calendars.map((one) => textOf(one, 'x-wr-calname') ?? textOf(one, 'name'));
  return { name, events };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CalendarFileError('is no text in UTF-8', error);
  }
}

function parse(text: string): ICAL.Component[] {
  const parsed = ICAL.parse(text) as unknown[];
  // One calendar, or a list of them.
  const all = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][];
  const calendars = all.map((one) => new ICAL.Component(one)).filter(({ name }) => name === 'vcalendar');
  if (calendars.length === 0) throw new CalendarFileError('is no calendar');
  return calendars;
}

function wholeDays(event: ICAL.Component, moved: readonly ICAL.Component[]): WholeDays[] {
  const start = timesOf(event, 'dtstart')[0];
  if (start === undefined || textOf(event, 'status') === 'CANCELLED') return [];
  const days = lengthDays(event, start);
  if (days === undefined) return [];
  const uid = textOf(event, 'uid') ?? '';
  const rule = event.getFirstPropertyValue('rrule')?.toString();
  const itself = { uid, firstDay: dayOf(start), days };
  if (rule === undefined) return [{ ...itself, alsoOn: daysOf(event, 'rdate'), notOn: [] }];
  const others = moved.filter((one) => textOf(one, 'uid') === uid).flatMap((one) => daysOf(one, 'recurrence-id'));
  return [{ ...itself, rule, alsoOn: daysOf(event, 'rdate'), notOn: [...daysOf(event, 'exdate'), ...others] }];
}

/** How many days an event takes; undefined of one that takes parts of days. */
function lengthDays(event: ICAL.Component, start: ICAL.Time): number | undefined {
  const end = timesOf(event, 'dtend')[0];
  const duration = event.getFirstPropertyValue('duration');
  const usual = start.isDate ? daySeconds : 0;
  const told = duration instanceof ICAL.Duration ? duration.toSeconds() : usual;
  const seconds = end === undefined ? told : secondsOf(end) - secondsOf(start);
  const isWhole = secondsOf(start) % daySeconds === 0 && seconds % daySeconds === 0;
  if (!isWhole || (seconds <= 0 && !start.isDate)) return undefined;
  // Some write the day itself as the end of one day.
  return Math.max(1, seconds / daySeconds);
}

/** Seconds by the clock on the wall, wherever it hangs. */
function secondsOf(time: ICAL.Time): number {
  return Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second) / 1000;
}

function dayOf(time: ICAL.Time): string {
  return new Date(secondsOf(time) * 1000).toISOString().slice(0, 10);
}

function daysOf(event: ICAL.Component, property: string): string[] {
  return timesOf(event, property).map(dayOf);
}

function timesOf(event: ICAL.Component, property: string): ICAL.Time[] {
  const values = event.getAllProperties(property).flatMap((one): unknown[] => one.getValues());
  return values.filter((value) => value instanceof ICAL.Time);
}

function textOf(component: ICAL.Component, property: string): string | undefined {
  const value = component.getFirstPropertyValue(property);
  return typeof value === 'string' ? value : undefined;
}
