import { Temporal } from 'temporal-polyfill';

const dayMs = 86_400_000;

/** A moment on the wall: a calendar day, `YYYY-MM-DD`, and a time of day, `HH:MM`. */
interface WallTime {
  readonly day: string;
  readonly time: string;
}

/**
 * When a clock on the wall of a zone shows a time for the first time, in milliseconds since 1970. Where it is put forward past
 * that time, it is the moment at which it is put forward.
 */
export function firstTimeAt(wall: WallTime, zone: string): number {
  return momentOf(wall, zone, 'earlier');
}

/** When it shows that time for the last time, which is another moment where the clock is put back. */
export function lastTimeAt(wall: WallTime, zone: string): number {
  return momentOf(wall, zone, 'later');
}

type Which = 'earlier' | 'later';

/** What was asked before: the hours of many machines are the same, and each is asked for at every look. A zone takes 40 µs. */
const known = new Map<string, number>();
const maxKnown = 20_000;

function momentOf(wall: WallTime, zone: string, which: Which): number {
  const key = `${zone} ${wall.day} ${wall.time} ${which}`;
  const moment = known.get(key) ?? findMoment(wall, zone, which);
  if (known.size >= maxKnown) known.clear();
  known.set(key, moment);
  return moment;
}

function findMoment({ day, time }: WallTime, zone: string, disambiguation: Which): number {
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`);
  const moment = wall.toZonedDateTime(zone, { disambiguation });
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds;
  // No clock shows it. What lies before the gap by as much as it lasts is followed by the end of the gap.
  const before = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? before).epochMilliseconds;
}

/** The calendar day in a zone at an instant, `YYYY-MM-DD`. */
export function dayIn(zone: string, epochMilliseconds: number): string {
  return zoned(zone, epochMilliseconds).toPlainDate().toString();
}

/** The time of day in a zone at an instant as people write it: `9:00`. */
export function timeIn(zone: string, epochMilliseconds: number): string {
  const { hour, minute } = zoned(zone, epochMilliseconds);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

function zoned(zone: string, epochMilliseconds: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zone);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** 0 for a Monday to 6 for a Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/** Whether this computer's database of time zones has one. */
export function isKnownZone(zone: string): boolean {
  try {
    zoned(zone, 0);
    return true;
  } catch {
    return false;
  }
}
