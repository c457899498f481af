import { formatDate, formatDuration } from './time.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

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
