import { addDays } from './wall-time.ts';
import { RRuleTemporal } from 'rrule-temporal';
import { CalendarFileError } from './calendar-file-error.ts';
import type { WholeDays } from './calendar-file.ts';

/** From one day to another, both included. */
export interface DaysOff {
  readonly from: string;
  readonly to: string;
}

/** As many repeats as are looked at of one event; without a count the library goes to the asked time at once. */
const mostRepeats = 1000;
/** Each of those up to the asked time has to be counted. */
const mostCounted = 400;
const longestRule = 200;

/**
 * The days that an event takes within some time.
 * @throws CalendarFileError when it repeats more than can be looked at
 */
export function daysWithin(event: WholeDays, within: DaysOff): DaysOff[] {
  const earliest = addDays(within.from, 1 - Math.min(event.days, 366));
  const begins =
    event.rule === undefined ? [event.firstDay] : repeats(event.rule, event, { ...within, from: earliest });
  const notOn = new Set(event.notOn);
  return [...begins, ...event.alsoOn]
    .filter((day) => !notOn.has(day))
    .map((day) => ({ from: day, to: lastDay(day, event.days) }))
    .filter(({ from, to }) => to >= within.from && from <= within.to)
    .map(({ from, to }) => ({
      from: from > within.from ? from : within.from,
      to: to < within.to ? to : within.to,
    }));
}

/** Years beyond four digits are written otherwise; no window reaches there. */
function lastDay(first: string, days: number): string {
  return days > 36_600 ? '9999-12-31' : addDays(first, days - 1);
}

function repeats(rule: string, { firstDay }: WholeDays, { from, to }: DaysOff): string[] {
  checkRule(rule);
  try {
    const read = new RRuleTemporal({
      rruleString: `DTSTART:${firstDay.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
      maxIterations: mostRepeats,
    });
    return read.between(new Date(from), new Date(to), true).map((day) => day.toPlainDate().toString());
  } catch (error) {
    throw new CalendarFileError('repeats an event too often, or in a way that is not known', error);
  }
}

function checkRule(rule: string): void {
  const count = Number(/\bCOUNT=(\d+)/.exec(rule)?.[1] ?? 0);
  if (count > mostCounted) throw new CalendarFileError(`repeats an event more than ${mostCounted} times`);
  const isDaily = /\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b/.test(rule) && !/\bBY(HOUR|MINUTE|SECOND)=/.test(rule);
  if (!isDaily) throw new CalendarFileError('repeats an event within a day');
  if (rule.length > longestRule) throw new CalendarFileError('repeats an event in too many ways');
}

/** Days off in order; those that overlap or follow each other are one. */
export function joined(daysOff: readonly DaysOff[]): DaysOff[] {
  const rows: DaysOff[] = [];
  for (const one of [...daysOff].sort((a, b) => a.from.localeCompare(b.from))) {
    const last = rows.at(-1);
    const isNext = last !== undefined && one.from <= addDays(last.to, 1);
    if (isNext) rows[rows.length - 1] = { from: last.from, to: one.to > last.to ? one.to : last.to };
    else rows.push({ ...one });
  }
  return rows;
}
