import type { HolidayRegion } from '@cloudapp/contracts/weekly-hours';
import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { HolidayCountry, HolidayCalendar } from '../application/ports.ts';

const dayMs = 86_400_000;

/** Public holidays as `date-holidays` knows them, which weighs more than all else and is loaded when it is first asked for. */
export class PublicHolidays implements HolidayCalendar {
  async daysOf({ country, region }: HolidayRegion, firstYear: number, lastYear: number): Promise<string[] | undefined> {
    const Calendar = await load();
    const isKnown = Object.hasOwn(new Calendar().getCountries(), country);
    if (!isKnown) return undefined;
    const regions = statesOf(new Calendar(), country);
    if (region !== undefined && !Object.hasOwn(regions, region)) return undefined;
    const calendar = region === undefined ? new Calendar(country) : new Calendar(country, region);
    const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
    const days = years.flatMap((year) => calendar.getHolidays(year)).flatMap(wholeDays);
    return [...new Set(days)].sort();
  }

  async countries(): Promise<HolidayCountry[]> {
    const Calendar = await load();
    const all = new Calendar();
    return Object.entries(all.getCountries('en'))
      .map(([country, name]) => ({ country, name, regions: regionsOf(statesOf(all, country)) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }
}

async function load() {
  return (await import('date-holidays')).default;
}

/** The library answers nothing for a country without states, which its types do not say. */
function statesOf(calendar: Holidays, country: string): Readonly<Record<string, string>> {
  const states = calendar.getStates(country, 'en') as Record<string, string> | undefined;
  return states ?? {};
}

function regionsOf(states: Readonly<Record<string, string>>) {
  return Object.entries(states)
    .map(([region, name]) => ({ region, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The calendar days of a holiday on which nobody works; none of one that begins at noon. */
function wholeDays({ type, date, start, end }: HolidaysTypes.Holiday): string[] {
  const [day = '', time] = date.split(' ');
  if (type !== 'public' || time !== '00:00:00') return [];
  // A day may have 23 or 25 hours.
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  return Array.from({ length: count }, (_, index) => {
    return new Date(Date.parse(day) + index * dayMs).toISOString().slice(0, 10);
  });
}
