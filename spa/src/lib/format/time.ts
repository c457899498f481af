const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** "42 s", "1 min 12 s", "3 h 20 min", "2 days 4 h" */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < minute) return `${total} s`;
  if (total < hour) return joined(Math.floor(total / minute), 'min', total % minute, 's');
  if (total < day) return joined(Math.floor(total / hour), 'h', Math.floor((total % hour) / minute), 'min');
  const days = Math.floor(total / day);
  return joined(days, days === 1 ? 'day' : 'days', Math.floor((total % day) / hour), 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** An estimate, rounded so that it does not pretend to know better: "about 40 s", "about 3 min". */
export function formatEstimate(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 50) return `about ${Math.round(seconds / 10) * 10} s`;
  const minutes = Math.max(1, Math.round(seconds / minute));
  if (minutes < 60) return `about ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return `about ${hours} h`;
}

/** "just now", "4 min ago", "in 3 h", "2 days ago", and from a month on the date itself. */
export function formatRelative(instant: string, nowMilliseconds: number): string {
  const seconds = Math.round((nowMilliseconds - Date.parse(instant)) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) return 'just now';
  if (distance >= 30 * day) return formatDate(instant);
  const text = roughly(distance);
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

function roughly(seconds: number): string {
  if (seconds < hour) return `${Math.max(1, Math.round(seconds / minute))} min`;
  if (seconds < day) return `${Math.round(seconds / hour)} h`;
  const days = Math.round(seconds / day);
  return days === 1 ? '1 day' : `${days} days`;
}

/** "3 h 20 min" until an instant; `undefined` once it has passed. */
export function formatTimeLeft(instant: string, nowMilliseconds: number): string | undefined {
  const seconds = Math.floor((Date.parse(instant) - nowMilliseconds) / 1000);
  if (seconds <= 0) return undefined;
  if (seconds < minute) return 'under 1 min';
  return formatDuration(seconds < hour ? seconds - (seconds % minute) : seconds);
}

export function formatDate(instant: string): string {
  return new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

export function formatDay(instant: string): string {
  return new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

export function formatClock(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** The zone of the reader at an instant: "GMT+1" */
export function formatZone(instant?: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(
    instant === undefined ? undefined : new Date(instant),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'local time';
}

/** The exact time, for a hover: "24 Nov 2026, 05:43:12 GMT+1" */
export function formatExact(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** "8 h", "1 day", "2 weeks": how long a launch lasts. */
export function formatHours(hours: number): string {
  if (hours % 168 === 0) return hours === 168 ? '1 week' : `${hours / 168} weeks`;
  if (hours % 24 === 0) return hours === 24 ? '1 day' : `${hours / 24} days`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
