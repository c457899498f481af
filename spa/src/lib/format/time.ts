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

export function formatDate(instant: string): string {
  return new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

export function formatClock(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
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
