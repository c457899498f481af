const minuteSeconds = 60;
const hourSeconds = 3600;
const daySeconds = 86_400;

/** "42 s", "12 min", "3 h 20 min", "2 days 4 h" */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < minuteSeconds) return `${total} s`;
  const minutes = Math.floor(total / minuteSeconds);
  if (total < hourSeconds) return `${minutes} min`;
  const hours = Math.floor(total / hourSeconds);
  if (total < daySeconds) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  const word = days === 1 ? 'day' : 'days';
  return hours % 24 === 0 ? `${days} ${word}` : `${days} ${word} ${hours % 24} h`;
}

/** "in 3 h 20 min", "4 min ago" */
export function fromNow(instant: string, now: Date): string {
  const seconds = (Date.parse(instant) - now.getTime()) / 1000;
  return seconds >= 0 ? `in ${duration(seconds)}` : `${duration(-seconds)} ago`;
}

/** "$0.0094", "$0.042", "$3.20" */
export function money(dollars: number): string {
  if (dollars >= 1 || dollars === 0) return `$${dollars.toFixed(2)}`;
  return `$${dollars.toFixed(dollars >= 0.01 ? 3 : 4)}`;
}
