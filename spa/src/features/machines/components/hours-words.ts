import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import { addDays, dayInZone, formatDay, momentInZone, placeOf, sundayOf } from '../../../lib/format/zone-time.ts';

export type DaysOff = MachineHours['daysOff'][number];

type Told = Pick<Instance, 'state' | 'leaseEndsAt'>;

/** When a machine starts and stops next, and why. */
export function nextInWords({ leaseEndsAt }: Told, hours: MachineHours, nowMilliseconds: number): string {
  const { zone, startsAt, stopsAt } = hours;
  const say = (instant: string) => momentInZone(instant, zone, nowMilliseconds);
  const place = `(${placeOf(zone)})`;
  const start = startsAt === undefined ? undefined : `starts ${say(startsAt)}`;
  const stop = stopInWords(stopsAt && `${say(stopsAt)} ${place}`, leaseEndsAt && `${say(leaseEndsAt)} ${place}`);
  if (stop !== undefined) return `${stop}${start === undefined ? '' : `; ${start}`}.`;
  if (start === undefined) return 'It is not started within a year: all its days are off.';
  return `${capital(start)} ${place}, when its hours begin.`;
}

function stopInWords(stopsAt: string | undefined, leaseEndsAt: string | undefined): string | undefined {
  if (stopsAt !== undefined) return `Stops ${stopsAt}, because its hours end`;
  return leaseEndsAt === undefined ? undefined : `Stops ${leaseEndsAt}, because its time is over`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "today", "4 May 2026", "24 Dec 2026 to 2 Jan 2027" */
export function daysOffInWords({ from, to }: DaysOff, zone: string, nowMilliseconds: number): string {
  const today = dayInZone(zone, nowMilliseconds);
  const first = from === today ? 'today' : formatDay(from);
  return from === to ? first : `${first} to ${formatDay(to)}`;
}

/** "Not on 9 days of “Company”, the last on 2 Jan 2027" */
export function calendarInWords({ name, days, lastDay }: NonNullable<MachineHours['calendar']>): string {
  if (lastDay === undefined) return `No day of “${name}” is left`;
  const last = formatDay(lastDay);
  return days === 1 ? `Not on one day of “${name}”, ${last}` : `Not on ${days} days of “${name}”, the last on ${last}`;
}

type Source = NonNullable<NonNullable<MachineHours['calendar']>['source']>;

/** "Last fetched from calendar.example 2 h ago", "… since 3 May 2026 at 14:00 it cannot be: Nothing answers there" */
export function sourceInWords({ host, fetchedAt, failedSince, fault = '' }: Source, zone: string, now: number): string {
  const fetched = `Last fetched from ${host} ${momentInZone(fetchedAt, zone, now)}`;
  if (failedSince === undefined) return `${fetched}, and again each day.`;
  return `${fetched}. It has failed since ${momentInZone(failedSince, zone, now)}: ${fault}. It is tried again; these days stay until then.`;
}

export interface QuickBreak {
  readonly label: string;
  readonly daysOff: DaysOff;
}

/** The breaks that one press makes: those that leave out a start which would come otherwise. */
export function quickBreaks({ zone, startsAt }: MachineHours, nowMilliseconds: number): QuickBreak[] {
  if (startsAt === undefined) return [];
  const today = dayInZone(zone, nowMilliseconds);
  const starts = dayInZone(zone, Date.parse(startsAt));
  const sunday = sundayOf(today);
  return [
    ...(starts === today ? [{ label: 'Not today', daysOff: { from: today, to: today } }] : []),
    ...(starts <= sunday && sunday > today
      ? [{ label: 'Not until Monday', daysOff: { from: today, to: sunday } }]
      : []),
  ];
}

/** Days off with more of them; what lies within them is theirs. */
export function withDaysOff(daysOff: readonly DaysOff[], more: DaysOff): DaysOff[] {
  return [...daysOff.filter(({ from, to }) => from < more.from || to > more.to), more].sort((a, b) =>
    a.from.localeCompare(b.from),
  );
}

/** Two weeks from tomorrow on, for whoever adds a vacation. */
export function proposedVacation(zone: string, nowMilliseconds: number): DaysOff {
  const from = addDays(dayInZone(zone, nowMilliseconds), 1);
  return { from, to: addDays(from, 13) };
}
