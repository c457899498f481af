import { plainText } from '@cloudapp/contracts/primitives';
import { addDays } from '../domain/wall-time.ts';
import { setImmediate } from 'node:timers/promises';
import { daysWithin, joined, type DaysOff } from '../domain/calendar-days.ts';
import { CalendarFileError } from '../domain/calendar-file-error.ts';
import { readCalendar } from '../domain/calendar-file.ts';

/** How far ahead days of a calendar are taken. */
const daysAhead = 731;
/** More are no holidays of anybody; so many take no more than a few kilobytes in the machine's record. */
const mostDaysOff = 200;
/** Each may take a tenth of a second to work out where somebody means harm. */
const mostRepeating = 50;
const nameSchema = plainText(100);

/** The days off in a calendar's file. */
export interface CalendarDaysOff {
  readonly name: string;
  /** In order and apart from each other, from today on, for two years. */
  readonly daysOff: DaysOff[];
}

/**
 * Reads the days off in a calendar's file, whose answer takes a while but lets others go first.
 * @param today the calendar day where the machine is meant
 * @throws CalendarFileError
 */
export async function readDaysOff(bytes: Uint8Array, fileName: string, today: string): Promise<CalendarDaysOff> {
  const { name, events } = readCalendar(bytes);
  const repeating = events.filter(({ rule }) => rule !== undefined);
  if (repeating.length > mostRepeating)
    throw new CalendarFileError(`has more than ${mostRepeating} events that repeat`);
  const within = { from: today, to: addDays(today, daysAhead) };
  const found: DaysOff[] = [];
  for (const event of events) {
    found.push(...daysWithin(event, within));
    if (event.rule !== undefined) await setImmediate();
  }
  const daysOff = joined(found);
  if (daysOff.length === 0) throw new CalendarFileError('has no whole day within the next two years');
  if (daysOff.length > mostDaysOff) throw new CalendarFileError(`has more than ${mostDaysOff} days off in two years`);
  return { name: nameSchema.safeParse(name).data ?? fileName, daysOff };
}
