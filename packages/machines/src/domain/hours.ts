import { describeWindow, type WeeklyWindow } from '@cloudapp/contracts/weekly-windows';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { runsAround, type Run } from './weekly-runs.ts';

const minuteMs = 60_000;
/** So long before the end of a window it is told that a machine will stop. */
export const warningMs = 15 * minuteMs;
/** The reconciler looks once a minute. */
const lookMs = minuteMs;
const usualLeadMs = 3 * minuteMs;
const shortestLeadMs = minuteMs;
const longestLeadMs = 15 * minuteMs;

/** A machine that would keep running by itself, and how long it may. */
export type Leased = Extract<InstanceRecord, { readonly leaseEndsAt: string }>;

interface Hours {
  readonly hours: StoredHours;
}

/** How long before a window a machine is started, so that it is ready then: as long as the slowest of its last starts took. */
export function leadMs({ startSeconds = [] }: Pick<InstanceRecord, 'startSeconds'>): number {
  if (startSeconds.length === 0) return usualLeadMs;
  const slowestMs = Math.max(...startSeconds) * 1000;
  return Math.min(longestLeadMs, Math.max(shortestLeadMs, slowestMs + lookMs));
}

/** A machine is to be started. Instants in milliseconds since 1970. */
export interface HoursStart {
  readonly at: number;
  readonly readyAt: number;
  readonly endsAt: number;
  readonly window: WeeklyWindow;
}

/**
 * The next start of a stopped machine by its hours; it is due once `at` has come. Only the beginning of a window starts it: not when
 * the machine was stopped, or was given these hours, after that.
 */
export function startByHours(record: InstanceIn<'stopped'>, now: Date): HoursStart | undefined {
  return hasHours(record) ? firstStart(record, Date.parse(record.stateChangedAt), now.getTime()) : undefined;
}

function firstStart(record: InstanceRecord & Hours, stoppedAt: number, now: number): HoursStart | undefined {
  const { setAt, leftOut } = record.hours;
  const settled = Math.max(Date.parse(setAt), leftOut === undefined ? 0 : Date.parse(leftOut));
  for (const run of runsAround(record.hours, now)) {
    const start = startOf(run, leadMs(record));
    if (start === undefined || start.at <= stoppedAt || start.readyAt <= settled) continue;
    // Whatever starts so late is to stop at once.
    if (now < start.endsAt - warningMs) return start;
  }
  return undefined;
}

function startOf({ start, end }: Run, lead: number): HoursStart | undefined {
  if (start === undefined || end.at - start.at < warningMs) return undefined;
  return { at: start.at - lead, readyAt: start.at, endsAt: end.at, window: start.window };
}

/** A machine is to be stopped; `at` in milliseconds since 1970. */
export interface HoursStop {
  readonly at: number;
  readonly window: WeeklyWindow;
}

/**
 * When a running machine is stopped by its hours: at the first end of a window since it runs, and has these hours. Neither at one
 * that was near when somebody started it all the same, nor at one over which it was given more time when that window had begun.
 * Undefined also where its lease ends before.
 */
export function stopByHours(record: Leased): HoursStop | undefined {
  if (!hasHours(record)) return undefined;
  const startedAt = Date.parse(record.runsSince ?? record.createdAt);
  const leaseEndsAt = Date.parse(record.leaseEndsAt);
  const since = Math.max(startedAt, Date.parse(record.hours.setAt));
  for (const { begin, end } of runsAround(record.hours, since)) {
    if (end.at > leaseEndsAt) return undefined;
    const isOver = end.at <= since || end.at - warningMs < startedAt;
    if (!isOver && !isKeptOver({ begin, end }, record, startedAt)) return end;
  }
  return undefined;
}

function isKeptOver({ begin, end }: Run, { extendedAt, leaseEndsAt }: Leased, startedAt: number): boolean {
  const isExtended = extendedAt !== undefined && Date.parse(extendedAt) >= Math.max(begin, startedAt);
  return isExtended && Date.parse(leaseEndsAt) > end.at;
}

/** Whether a stop of a machine has to be told by now, and was not. */
export function isToBeWarned(record: Leased, stop: HoursStop, now: Date): boolean {
  return now.getTime() >= stop.at - warningMs && record.hours?.warnedOf !== new Date(stop.at).toISOString();
}

/** When a machine has to be looked at for its hours, in milliseconds since 1970. */
export function lookForHours(record: InstanceRecord, now: Date): number | undefined {
  if (record.state === 'stopped') return startByHours(record, now)?.at;
  if (record.state !== 'ready') return undefined;
  const stop = stopByHours(record);
  if (stop === undefined) return undefined;
  return record.hours?.warnedOf === new Date(stop.at).toISOString() ? stop.at : stop.at - warningMs;
}

/** What comes of a machine's hours next, as instants in milliseconds since 1970. */
export function momentsOfHours(record: InstanceRecord, now: Date): { startsAt?: number; stopsAt?: number } {
  if (!hasHours(record)) return {};
  const stop = isLeased(record) ? stopByHours(record) : undefined;
  const runsUntil = isLeased(record) ? (stop?.at ?? Date.parse(record.leaseEndsAt)) : now.getTime();
  const stoppedAt = record.state === 'stopped' ? Date.parse(record.stateChangedAt) : runsUntil;
  const start = firstStart(record, stoppedAt, now.getTime());
  return { ...(start && { startsAt: start.readyAt }), ...(stop && { stopsAt: stop.at }) };
}

/** Whether the holidays of next year are to be looked up. */
export function needHolidays({ hours }: InstanceRecord, now: Date): boolean {
  return hours?.holidays !== undefined && now.getUTCFullYear() >= hours.holidays.lastYear;
}

/** Fetched daily; four times a day while that fails. */
const [fetchingMs, retryingMs] = [24 * 3_600_000, 6 * 3_600_000];

/** The address whose calendar is to be fetched anew; undefined while there is none. */
export function calendarToFetch({ hours, state }: InstanceRecord, now: Date): string | undefined {
  const { source } = hours?.calendar ?? {};
  if (source === undefined || (state !== 'ready' && state !== 'stopped')) return undefined;
  const { fetchedAt, failure } = source;
  const dueAt = failure ? Date.parse(failure.triedAt) + retryingMs : Date.parse(fetchedAt) + fetchingMs;
  return now.getTime() >= dueAt ? source.address : undefined;
}

/** Hours in words: "Mon–Fri 9:00–18:00 (Europe/Berlin)". */
export function describeHours({ zone }: Pick<StoredHours, 'zone'>, windows: readonly WeeklyWindow[]): string {
  return `${windows.map(describeWindow).join('; ')} (${zone})`;
}

function hasHours<Some extends InstanceRecord>(record: Some): record is Some & Hours {
  return record.hours !== undefined;
}

function isLeased(record: InstanceRecord): record is Leased {
  return 'leaseEndsAt' in record && record.leaseEndsAt !== undefined && record.state !== 'failed';
}
