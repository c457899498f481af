const dayMs = 86_400_000;

/** The calendar day in a zone at an instant, `YYYY-MM-DD`. */
export function dayInZone(zone: string, epochMilliseconds: number): string {
  // The one locale that writes days so.
  return new Date(epochMilliseconds).toLocaleDateString('en-CA', { timeZone: zone });
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The Sunday of a day's week, which is the day itself on Sundays. */
export function sundayOf(day: string): string {
  return addDays(day, (7 - new Date(day).getUTCDay()) % 7);
}

/** "today at 9:00", "on Monday at 9:00", "on 4 May at 9:00": as people in the zone say it. */
export function momentInZone(instant: string, zone: string, nowMilliseconds: number): string {
  const at = Date.parse(instant);
  const time = new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit' });
  return `${dayInWords(dayInZone(zone, at), dayInZone(zone, nowMilliseconds))} at ${time.replace(/^0(?=\d)/, '')}`;
}

function dayInWords(day: string, today: string): string {
  const days = (Date.parse(day) - Date.parse(today)) / dayMs;
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  const isNear = days > 1 && days < 7;
  return `on ${isNear ? written(day, { weekday: 'long' }) : formatDay(day)}`;
}

/** "24 Dec 2026" */
export function formatDay(day: string): string {
  return written(day, { day: 'numeric', month: 'short', year: 'numeric' });
}

function written(day: string, format: Intl.DateTimeFormatOptions): string {
  return new Date(day).toLocaleDateString('en-GB', { ...format, timeZone: 'UTC' });
}

/** "Berlin" of "Europe/Berlin". */
export function placeOf(zone: string): string {
  return zone.replace(/^.*\//, '').replaceAll('_', ' ');
}
