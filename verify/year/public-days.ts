import { dayAfter, weekdayAt } from './wall-clock.ts';

/** Countries whose public holidays the checker knows by itself. */
export const countries = ['DE', 'FR', 'SE'] as const;
export type Country = (typeof countries)[number];

/** Easter Sunday by the Gregorian computus. */
function easterOf(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const epact = (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
  const moon = epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const offset = moon - weekday;
  const month = 3 + Math.floor((offset + 40) / 44);
  const day = offset + 28 - 31 * Math.floor(month / 4);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The first such weekday from a day on. */
function nextWeekday(day: string, weekday: number): string {
  return dayAfter(day, (weekday - weekdayAt(day) + 7) % 7);
}

const saturday = 6;
/** Days of each year, and days after Easter Sunday. */
const fixed: Readonly<Record<Country, readonly string[]>> = {
  DE: ['01-01', '05-01', '10-03', '12-25', '12-26'],
  FR: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'],
  SE: ['01-01', '01-06', '05-01', '06-06', '12-25', '12-26'],
};
const movable: Readonly<Record<Country, readonly number[]>> = {
  DE: [-2, 1, 39, 50],
  FR: [1, 39, 50],
  SE: [-2, 0, 1, 39, 49],
};

const known = new Map<string, ReadonlySet<string>>();

/** Whether a day, `YYYY-MM-DD`, is a public holiday. */
export function isPublicDay(country: Country, day: string): boolean {
  const year = day.slice(0, 4);
  const key = country + year;
  const days = known.get(key) ?? new Set(daysOf(country, Number(year)));
  known.set(key, days);
  return days.has(day);
}

function daysOf(country: Country, year: number): string[] {
  const easter = easterOf(year);
  const swedish = [nextWeekday(`${year}-06-20`, saturday), nextWeekday(`${year}-10-31`, saturday)];
  return [
    ...fixed[country].map((day) => `${year}-${day}`),
    ...movable[country].map((days) => dayAfter(easter, days)),
    ...(country === 'SE' ? swedish : []),
  ];
}
