/** Days of the week as they are written in the API, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** From a time of some days to another; where that is not later, to the one of the next day. Times are `HH:MM`. */
export interface WeeklyWindow {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** So long must a window last at least: below, a machine would be told that it stops when it has hardly started. */
export const shortestWindowMinutes = 30;
/** So long must the longest break of a week be at least: a machine that hardly stops needs no hours. */
export const shortestBreakMinutes = 180;

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/** Minutes since midnight of a time of day. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Whether a window ends on the day after the one on which it begins. */
export function passesMidnight({ from, to }: Pick<WeeklyWindow, 'from' | 'to'>): boolean {
  return to <= from;
}

/** How long a window lasts by the clock on the wall; a whole day where it ends at the time at which it begins. */
export function lengthMinutes(window: Pick<WeeklyWindow, 'from' | 'to'>): number {
  return minutesOf(window.to) - minutesOf(window.from) + (passesMidnight(window) ? dayMinutes : 0);
}

/** What is wrong with the windows of a week; undefined where nothing is. */
export function faultOfWeek(windows: readonly WeeklyWindow[]): string | undefined {
  if (windows.some((window) => lengthMinutes(window) < shortestWindowMinutes)) {
    return `each must last at least ${shortestWindowMinutes} minutes`;
  }
  const breaks = breaksOf(windows);
  if (breaks.some((minutes) => minutes < 0)) return 'must not overlap';
  const isEnough = breaks.some((minutes) => minutes >= shortestBreakMinutes);
  return isEnough ? undefined : `must leave a break of at least ${shortestBreakMinutes / 60} hours in a week`;
}

/** Minutes between the end of each window and the beginning of the next one, over the end of the week. */
function breaksOf(windows: readonly WeeklyWindow[]): number[] {
  const begun = windows
    .flatMap((window) =>
      window.days.map((day) => ({
        begin: weekdays.indexOf(day) * dayMinutes + minutesOf(window.from),
        minutes: lengthMinutes(window),
      })),
    )
    .sort((a, b) => a.begin - b.begin);
  return begun.map(({ begin, minutes }, index) => {
    const next = begun[index + 1]?.begin ?? (begun[0]?.begin ?? begin) + weekMinutes;
    return next - begin - minutes;
  });
}

const names: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** A window in words: "Mon–Fri 9:00–18:00". */
export function describeWindow({ days, from, to }: WeeklyWindow): string {
  return `${describeDays(days)} ${withoutZero(from)}–${withoutZero(to)}`;
}

function withoutZero(time: string): string {
  return time.replace(/^0/, '');
}

/** Days that follow each other, three or more, are told as from–to. */
function describeDays(days: readonly Weekday[]): string {
  if (days.length === weekdays.length) return 'daily';
  const rows: Weekday[][] = [];
  for (const day of weekdays.filter((one) => days.includes(one))) {
    const row = rows.at(-1);
    const isNext = row !== undefined && weekdays.indexOf(day) - weekdays.indexOf(row.at(-1) ?? day) === 1;
    if (isNext) row.push(day);
    else rows.push([day]);
  }
  return rows.map(describeRow).join(', ');
}

function describeRow(row: readonly Weekday[]): string {
  const [first, last] = [row[0], row.at(-1)];
  if (first === undefined || last === undefined || row.length < 3) return row.map((day) => names[day]).join(', ');
  return `${names[first]}–${names[last]}`;
}
