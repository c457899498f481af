import * as z from 'zod';
import { instant } from './primitives.ts';
import { faultOfWeek, weekdays, type WeeklyWindow } from './weekly-windows.ts';

/** How many windows a week may have: two for each day. */
export const maxWindows = 14;
export const maxDaysOff = 20;

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM')
  .meta({ description: 'A time of day on a wall clock, HH:MM.' });

const weeklyWindowSchema = z.strictObject({
  /** On which it begins. */
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'must name each day once'),
  from: timeOfDay,
  /** Where it is not later than `from`, of the next day. */
  to: timeOfDay,
});

/** An offset is no zone: it does not know of summer. */
const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+/-]*$/, { message: 'must be a time zone of the IANA database', abort: true })
  .refine(isKnownZone, 'must be a time zone of the IANA database')
  .meta({ description: 'A time zone of the IANA database, such as Europe/Berlin.' });

const daysOffSchema = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' });

/** Whose public holidays count. */
export const holidayRegionSchema = z.strictObject({
  /** ISO 3166-1, two letters. */
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country of two letters'),
  /** A state or province as `listHolidayCountries` has it; of the whole country otherwise. */
  region: z
    .string()
    .regex(/^[A-Za-z0-9]{1,20}$/, 'must be a region of the country')
    .optional(),
});

const rules = {
  /** In which its times and days are. */
  zone: timeZone,
  windows: z.array(weeklyWindowSchema).min(1).max(maxWindows),
  /** On its public holidays the machine is not started. @default no holidays count */
  holidays: holidayRegionSchema.optional(),
  /** Days on which it is not started, the first and the last included. */
  daysOff: z.array(daysOffSchema).max(maxDaysOff),
};

/** Of windows that are none nothing more is said. */
function checkWeek({ value, issues }: z.core.ParsePayload<{ readonly windows: readonly WeeklyWindow[] }>): void {
  if (issues.length > 0) return;
  const fault = faultOfWeek(value.windows);
  if (fault !== undefined) issues.push({ code: 'custom', input: value.windows, path: ['windows'], message: fault });
}

/** When a machine is to run in a week: it is ready when a window begins, and stopped when that ends. */
export const weeklyHoursSchema = z.strictObject(rules).check(checkWeek);

const { zone, windows, holidays } = rules;

/** The hours that new machines get. */
export const usualHoursSchema = z.strictObject({ zone, windows, holidays }).check(checkWeek);

/** The hours of a machine, and what comes of them next. */
export const machineHoursSchema = z
  .object({
    ...rules,
    /** Days off from a calendar that somebody gave it; absent where nobody did. */
    calendar: z
      .object({
        name: z.string(),
        /** How many days of it are still to come. */
        days: z.int(),
        /** The last of them; absent where none is left. */
        lastDay: z.iso.date().optional(),
        /** Where it is fetched from each day; absent of one whose file somebody sent. */
        source: z
          .object({
            /** The address may be a secret, and its host is not. */
            host: z.string(),
            /** When it was fetched last. */
            fetchedAt: instant,
            /** Since when it cannot be fetched, and why it could not be the last time; the days are those of before. */
            failedSince: instant.optional(),
            fault: z.string().optional(),
          })
          .optional(),
      })
      .optional(),
    /** When it is to be ready next, for which it is started some minutes before; absent when that is more than a year away. */
    startsAt: instant.optional(),
    /** When it is stopped next, unless its time is over before; only while it runs. */
    stopsAt: instant.optional(),
  })
  .meta({ id: 'MachineHours' });

export type WeeklyHours = z.infer<typeof weeklyHoursSchema>;
export type UsualHours = z.infer<typeof usualHoursSchema>;
export type HolidayRegion = z.infer<typeof holidayRegionSchema>;
export type MachineHours = z.infer<typeof machineHoursSchema>;

function isKnownZone(timeZoneName: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZoneName }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
