import { PublicHolidays } from '@cloudapp/machines/adapters/public-holidays';
import { instead } from '../histories/instead.ts';
import { countries } from './public-days.ts';

/**
 * Has public holidays looked up before the simulated clock begins: they are loaded when they are first asked for, which takes real time, in
 * which that clock would run on. @returns what ends it
 */
export async function holidaysAtHand(begin: Date): Promise<() => void> {
  const holidays = new PublicHolidays();
  const known = new Map<string, string[] | undefined>();
  const year = begin.getUTCFullYear();
  for (const country of countries) {
    for (const first of [year, year + 1, year + 2]) {
      known.set(`${country} ${first}`, await holidays.daysOf({ country }, first, first + 1));
    }
  }
  const put = instead(PublicHolidays, 'daysOf', () => async ({ country }, first) => {
    return Promise.resolve(known.get(`${country} ${first}`));
  });
  return put();
}
