/*
 * Wall clocks and calendars as the checker reads them: from `Intl` and arithmetic, by none of the product's functions.
 */
const minuteMs = 60_000;
const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** Clocks are changed at quarters of an hour. */
const quarterMs = 15 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  formats.set(zone, format);
  return format;
}

/** By how much clocks of a zone are ahead of UTC at an instant. Instants are milliseconds since 1970. */
function offsetAt(zone: string, at: number): number {
  const quarter = Math.floor(at / quarterMs) * quarterMs;
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(quarter)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = parts;
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}Z`);
  offsets.set(key, shown - quarter);
  return shown - quarter;
}

/** The calendar day that it is somewhere. */
export function dayAt(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10);
}

/** What a clock on the wall shows somewhere, as `09:05`. */
export function timeAt(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(11, 16);
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** 0 on a Sunday to 6 on a Saturday. */
export function weekdayAt(day: string): number {
  return new Date(`${day}T00:00Z`).getUTCDay();
}

/**
 * The first and the last instant at which a clock on the wall shows a time of a day; both are the moment at which clocks are put forward
 * where that leaves the time out.
 */
export function instantsAt(zone: string, day: string, time: string): { readonly first: number; readonly last: number } {
  const asUtc = Date.parse(`${day}T${time}Z`);
  const around = [asUtc - dayMs, asUtc, asUtc + dayMs].map((at) => offsetAt(zone, at));
  const shown = [...new Set(around)]
    .map((offset) => asUtc - offset)
    .filter((at) => at + offsetAt(zone, at) === asUtc)
    .sort((a, b) => a - b);
  const [first = changeBetween(zone, asUtc - dayMs, asUtc + dayMs)] = shown;
  return { first, last: shown.at(-1) ?? first };
}

/** When clocks are changed. */
function changeBetween(zone: string, from: number, to: number): number {
  let [before, after] = [from, to];
  while (after - before > minuteMs) {
    const middle = Math.floor((before + after) / 2 / minuteMs) * minuteMs;
    if (offsetAt(zone, middle) === offsetAt(zone, from)) before = middle;
    else after = middle;
  }
  return after;
}
