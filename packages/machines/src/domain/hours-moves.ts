import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { HolidayRegion, UsualHours, WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from './actor.ts';
import { revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';
import { describeHours, type HoursStart, type HoursStop } from './hours.ts';
import { starting } from './power-moves.ts';
import { addDays, dayIn, timeIn } from './wall-time.ts';

/** The public holidays of a country or region, looked up. */
export interface LookedUp {
  readonly days: readonly string[];
  readonly lastYear: number;
}

/** What somebody chose, with what was looked up for it. */
type Rules = Pick<StoredHours, 'zone' | 'windows' | 'holidays' | 'calendar' | 'daysOff'>;

type Described = Omit<Rules, 'holidays'> & { readonly holidays?: HolidayRegion | undefined };

/** How many of its last starts a machine remembers. */
const rememberedStarts = 5;

/** States in which hours mean nothing any more. */
const closed = new Set<InstanceState>(['failed', 'terminating', 'terminated']);

export function canHaveHours({ state }: Pick<InstanceRecord, 'state'>): boolean {
  return !closed.has(state);
}

/**
 * A machine has these hours from now on; days off that are over are left out.
 * @returns nothing when it has the same already
 */
export function hoursSet(
  record: InstanceRecord,
  now: Date,
  rules: WeeklyHours,
  lookedUp: LookedUp | undefined,
  actor: Actor,
): Change | undefined {
  const today = dayIn(rules.zone, now.getTime());
  const kept = { ...rules, daysOff: rules.daysOff.filter(({ to }) => to >= today) };
  if (record.hours !== undefined && isDeepStrictEqual(rulesOf(record.hours), rulesOf(kept))) return undefined;
  const { holidays, ...rest } = kept;
  const { calendar } = record.hours ?? {};
  const found = holidays && { holidays: withDays(holidays, lookedUp) };
  return given(record, now, { ...rest, ...found, ...(calendar && { calendar }) }, actor);
}

function withDays(region: HolidayRegion, { days, lastYear }: LookedUp = { days: [], lastYear: 0 }) {
  return { ...region, days, lastYear };
}

/**
 * A machine with hours has the days off of this calendar from now on, or of none.
 * @returns nothing when it has the same already, or no hours
 */
export function calendarSet(
  record: InstanceRecord,
  now: Date,
  calendar: StoredHours['calendar'],
  actor?: Actor,
): Change | undefined {
  if (record.hours === undefined || isDeepStrictEqual(record.hours.calendar, calendar)) return undefined;
  const { zone, windows, holidays, daysOff } = record.hours;
  const rules = { zone, windows, daysOff, ...(holidays && { holidays }), ...(calendar && { calendar }) };
  return given(record, now, rules, actor);
}

/** What a calendar's file was read as. */
export type CalendarDays = Pick<NonNullable<StoredHours['calendar']>, 'name' | 'daysOff'>;

/**
 * A machine that follows the calendar at an address has its days of now. Only another name, or other days within a year, are worth a word: days
 * go by, and later ones come into sight.
 */
export function calendarFetched(
  record: InstanceRecord,
  now: Date,
  address: string,
  days: CalendarDays,
  actor?: Actor,
): Change | undefined {
  const { calendar } = record.hours ?? {};
  const fetched = { ...days, source: { address, fetchedAt: now.toISOString() } };
  const isSame =
    calendar?.source?.address === address &&
    calendar.name === days.name &&
    isDeepStrictEqual(withinYear(calendar.daysOff, record, now), withinYear(days.daysOff, record, now));
  if (!isSame) return calendarSet(record, now, fetched, actor);
  const isBack = calendar.source.failure !== undefined;
  const text = `“${days.name}” can be fetched again`;
  return revised(record, now, { calendar: fetched }, isBack ? { activity: activityOf(text) } : {});
}

function withinYear(daysOff: CalendarDays['daysOff'], { hours }: InstanceRecord, now: Date) {
  const today = dayIn(hours?.zone ?? 'UTC', now.getTime());
  const last = addDays(today, 365);
  return daysOff
    .filter(({ from, to }) => to >= today && from <= last)
    .map(({ from, to }) => ({ from: from > today ? from : today, to: to < last ? to : last }));
}

/** The calendar that a machine follows cannot be fetched: its days stay, and the first time is told. @param fault in words */
export function calendarLost(record: InstanceRecord, now: Date, fault: string): Change | undefined {
  const { calendar } = record.hours ?? {};
  if (calendar?.source === undefined) return undefined;
  const { failure: before, ...source } = calendar.source;
  const triedAt = now.toISOString();
  const failure = { since: before?.since ?? triedAt, triedAt, fault };
  const text = `“${calendar.name}” could not be fetched from ${new URL(source.address).host}: ${fault}`;
  const notes = { activity: activityOf(text), audit: auditOf(record, 'machine-calendar-lost', undefined, text) };
  return revised(record, now, { calendar: { ...calendar, source: { ...source, failure } } }, before ? {} : notes);
}

/** Hours that are set anew: a start that was left out by those before counts again. Of a stop at the same moment was warned already. */
function given(record: InstanceRecord, now: Date, rules: Rules, actor?: Actor): Change {
  const words = describeRules(rules);
  const { warnedOf } = record.hours ?? {};
  return revise<InstanceRecord>(
    record,
    now,
    { hours: { ...rules, setAt: now.toISOString(), ...(warnedOf !== undefined && { warnedOf }) } },
    { activity: activityOf(`Hours: ${words}`, actor), audit: auditOf(record, 'machine-hours-set', actor, words) },
  );
}

/** The hours that a new machine gets, in a time zone. */
export function hoursFromStart(
  usual: UsualHours,
  zone: string,
  lookedUp: LookedUp | undefined,
  now: Date,
): StoredHours {
  const { windows, holidays } = usual;
  const found = holidays && { holidays: withDays(holidays, lookedUp) };
  return { zone, windows, daysOff: [], ...found, setAt: now.toISOString() };
}

/** The hours of a machine that another one takes the place of, as if they had just been set. */
export function hoursAnew({ zone, windows, holidays, calendar, daysOff }: StoredHours, now: Date): StoredHours {
  const more = { ...(holidays && { holidays }), ...(calendar && { calendar }) };
  return { zone, windows, daysOff, ...more, setAt: now.toISOString() };
}

/** What somebody chose of hours, however it is stored. */
function rulesOf({ zone, windows, holidays, daysOff }: WeeklyHours | StoredHours) {
  return { zone, windows, daysOff, country: holidays?.country, region: holidays?.region };
}

/** Hours in words, with the days on which they do not hold. */
export function describeRules({ zone, windows, holidays, calendar, daysOff }: Described): string {
  const region = holidays && [holidays.country, holidays.region].filter((part) => part !== undefined).join('-');
  const off = daysOff.map(({ from, to }) => (from === to ? from : `${from} to ${to}`));
  const holiday = region === undefined ? [] : [`public holidays (${region})`];
  const dates = calendar === undefined ? [] : [`the days of “${calendar.name}”`];
  const exceptions = [...holiday, ...dates, ...off];
  const hours = describeHours({ zone }, windows);
  return exceptions.length === 0 ? hours : `${hours}, not started on ${exceptions.join(', ')}`;
}

/** @returns nothing when it has none already */
export function hoursRemoved(record: InstanceRecord, now: Date, actor: Actor): Change | undefined {
  if (record.hours === undefined) return undefined;
  return revise<InstanceRecord>(
    record,
    now,
    { hours: undefined },
    { activity: activityOf('It has no hours any more', actor), audit: auditOf(record, 'machine-hours-removed', actor) },
  );
}

/** A stopped machine starts as if somebody had pressed the button, and has time at least until its window ends. */
export function startedByHours(record: InstanceIn<'stopped'>, now: Date, start: HoursStart): Change {
  const text = `Started by its hours, ${describeEdge(record, start)}`;
  return starting(record, now, undefined, { text, until: new Date(start.endsAt) });
}

/** A start is left out because nobody is to use the machine of somebody who may not sign in. */
export function startLeftOut(record: InstanceIn<'stopped'>, now: Date, start: HoursStart): Change {
  const text = `Not started by its hours, ${describeEdge(record, start)}: the account of its owner is disabled`;
  return revised(record, now, { leftOut: new Date(start.readyAt).toISOString() }, { activity: activityOf(text) });
}

/** A start is left out because its owner's budget has no room for it, of which they are told. @param why in words */
export function startUnaffordable(record: InstanceIn<'stopped'>, now: Date, start: HoursStart, why: string): Change {
  const text = `Not started by its hours, ${describeEdge(record, start)}: ${why}`;
  return revised(
    record,
    now,
    { leftOut: new Date(start.readyAt).toISOString() },
    { activity: activityOf(text), audit: auditOf(record, 'machine-start-refused', undefined, text) },
  );
}

/** Why a machine stops whose window is over. */
export function reasonOfStop(record: InstanceRecord, stop: HoursStop): string {
  return `Its hours are over, ${describeEdge(record, stop)}`;
}

/** It is told that a machine will stop by its hours. */
export function stopWarned(record: InstanceIn<'ready'>, now: Date, stop: HoursStop): Change {
  const zone = record.hours?.zone ?? 'UTC';
  const text = `Stops at ${timeIn(zone, stop.at)} by its hours, ${describeEdge(record, stop)}`;
  return revised(
    record,
    now,
    { warnedOf: new Date(stop.at).toISOString() },
    {
      activity: activityOf(text),
      audit: {
        ...auditOf(record, 'machine-stop-warned', undefined, `By its hours, ${describeEdge(record, stop)}`),
        happensAt: new Date(stop.at).toISOString(),
      },
    },
  );
}

/** The days off of later years are known; where they no longer are, those of before stand. */
export function holidaysRenewed(record: InstanceRecord, now: Date, { days, lastYear }: LookedUp): Change | undefined {
  const { hours } = record;
  if (hours?.holidays === undefined) return undefined;
  return revised(record, now, { holidays: { ...hours.holidays, days, lastYear } });
}

function revised(
  record: InstanceRecord,
  now: Date,
  patch: Partial<StoredHours>,
  notes: Parameters<typeof revise>[3] = {},
): Change {
  const { hours } = record;
  return revise<InstanceRecord>(record, now, { hours: hours && { ...hours, ...patch } }, notes);
}

function describeEdge({ hours }: InstanceRecord, { window }: Pick<HoursStop, 'window'>): string {
  return describeHours({ zone: hours?.zone ?? 'UTC' }, [window]);
}

/** What a machine that has just started teaches about how long that takes. */
export function startLearnt({ startSeconds = [], stateChangedAt }: InstanceIn<'starting'>, now: Date): number[] {
  const seconds = Math.round((now.getTime() - Date.parse(stateChangedAt)) / 1000);
  return [...startSeconds, seconds].slice(-rememberedStarts);
}
