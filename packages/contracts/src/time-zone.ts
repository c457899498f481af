import * as z from 'zod';

/** The longest name of the IANA database has 32 characters (`America/Argentina/ComodRivadavia`). */
const longestName = 64;
/** Offsets such as `+01:00`, which some programs take for zones, know no summer time. */
const name = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** Whether the IANA database, as this program has it, knows a time zone of this name. */
export function isTimeZone(text: string): boolean {
  if (text.length > longestName || !name.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const timeZoneName = z
  .string()
  .max(longestName)
  .regex(name, 'must be the name of a time zone')
  .refine(isTimeZone, 'must be a time zone of the IANA database')
  .meta({ id: 'TimeZone', description: 'A time zone of the IANA database, such as `Europe/Vienna`.' });
