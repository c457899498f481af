import { weekdays, type Weekday, type WeeklyWindow } from '@cloudapp/contracts/weekly-windows';

const pattern = /^(?<days>[a-z, -]*[a-z]) +(?<from>\d{1,2}(?::\d\d)?) *[-–] *(?<to>\d{1,2}(?::\d\d)?)$/i;

/**
 * Times of a week as people type them: `mon-fri 09:00-18:00; sat 10-14`. Days are told as `mon,wed`, `mon-fri` or `daily`.
 * @returns nothing where they cannot be read
 */
export function readWindows(text: string): WeeklyWindow[] | undefined {
  const windows = text.split(';').map((part) => readWindow(part.trim()));
  return windows.every((one) => one !== undefined) ? windows : undefined;
}

function readWindow(text: string): WeeklyWindow | undefined {
  const { days: daysText = '', from = '', to = '' } = pattern.exec(text)?.groups ?? {};
  const days = readDays(daysText.toLowerCase().replaceAll(' ', ''));
  return days && { days, from: readTime(from), to: readTime(to) };
}

function readDays(text: string): Weekday[] | undefined {
  if (text === 'daily') return [...weekdays];
  const named = text.split(',').map(readRow);
  if (!named.every((row) => row !== undefined)) return undefined;
  const chosen = new Set(named.flat());
  return weekdays.filter((day) => chosen.has(day));
}

/** A day, or a first and a last one, which may lie in the week after. */
function readRow(text: string): Weekday[] | undefined {
  const parts = text.split('-');
  const [first, last = first] = parts.map((name) => weekdays.findIndex((day) => day === name));
  if (first === undefined || last === undefined || parts.length > 2 || first < 0 || last < 0) return undefined;
  const count = ((last - first + weekdays.length) % weekdays.length) + 1;
  return [...weekdays, ...weekdays].slice(first, first + count);
}

function readTime(text: string): string {
  const [hours = '', minutes = '00'] = text.split(':');
  return `${hours.padStart(2, '0')}:${minutes}`;
}
