import { PublicHolidays } from '@cloudapp/machines/adapters/public-holidays';
import { countries } from './public-days.ts';

/**
 * Has public holidays looked up before the simulated clock begins: they are loaded when they are first asked for, which takes real time, in
 * which that clock would run on. @returns what ends it
 */
export async function holidaysAtHand(begin: Date): Promise<() => void> {
  const { prototype } = PublicHolidays;
  const { daysOf } = prototype;
  const known = new Map<string, string[] | undefined>();
  const year = begin.getUTCFullYear();
  for (const country of countries) {
    for (const first of [year, year + 1, year + 2]) {
      known.set(`${country} ${first}`, await daysOf.call(new PublicHolidays(), { country }, first, first + 1));
    }
  }
  prototype.daysOf = async ({ country }, first) => Promise.resolve(known.get(`${country} ${first}`));
  return () => {
    prototype.daysOf = daysOf;
  };
}
