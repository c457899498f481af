import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import { describeWindow } from '@cloudapp/contracts/weekly-windows';
import { facts } from '../output/table.ts';
import { fromNow } from '../output/words.ts';

/** At which hours a machine runs, in one line. */
export function hoursInWords({ windows, zone }: MachineHours): string {
  return `${windows.map(describeWindow).join('; ')} (${zone})`;
}

/** All that is worth knowing of a machine's hours. */
export function hoursFacts(hours: MachineHours, now: Date): string[] {
  const { holidays, calendar, daysOff, startsAt, stopsAt } = hours;
  return facts([
    ['Hours', hoursInWords(hours)],
    ['Public holidays', holidays && [holidays.country, holidays.region].filter(Boolean).join('-')],
    ['Calendar', calendar && calendarInWords(calendar)],
    ['Fetched', calendar?.source && sourceInWords(calendar.source, now)],
    ...daysOff.map(({ from, to }) => ['Not started', from === to ? from : `${from} to ${to}`] as const),
    ['Ready again', startsAt === undefined ? 'not within a year' : fromNow(startsAt, now)],
    ['Stops', stopsAt && fromNow(stopsAt, now)],
  ]);
}

type Source = NonNullable<NonNullable<MachineHours['calendar']>['source']>;

function sourceInWords({ host, fetchedAt, failedSince, fault = '' }: Source, now: Date): string {
  const fetched = `from ${host}, ${fromNow(fetchedAt, now)}`;
  return failedSince === undefined ? fetched : `${fetched}; failing since ${failedSince}: ${fault}`;
}

function calendarInWords({ name, days, lastDay }: NonNullable<MachineHours['calendar']>): string {
  return lastDay === undefined ? `${name}: no day is left` : `${name}: ${days} days off, the last on ${lastDay}`;
}
