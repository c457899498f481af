import { instant } from '@cloudapp/contracts/primitives';
import { holidayRegionSchema, weeklyHoursSchema } from '@cloudapp/contracts/weekly-hours';
import * as z from 'zod';
import type { Immutable } from './immutable.ts';

/** The hours of a machine as they are stored. */
export const storedHoursSchema = z.object({
  ...weeklyHoursSchema.shape,
  // Whoever reads it may know fewer zones than whoever wrote it.
  zone: z.string(),
  holidays: z
    .object({
      ...holidayRegionSchema.shape,
      /** The public holidays there, as calendar days, from when they were looked up to the end of the year `lastYear`. */
      days: z.array(z.iso.date()),
      lastYear: z.int(),
    })
    .optional(),
  /** Days off from a calendar that somebody gave it, in order and apart from each other, and what it is called. */
  calendar: z
    .object({
      name: z.string(),
      daysOff: weeklyHoursSchema.shape.daysOff.element.array(),
      /** Where it is fetched from again and again; absent of one whose file somebody sent. */
      source: z
        .object({
          address: z.string(),
          /** When its days were fetched. */
          fetchedAt: instant,
          /** Since when it could not be fetched, when that was tried last, and why it came to nothing. */
          failure: z.object({ since: instant, triedAt: instant, fault: z.string() }).optional(),
        })
        .optional(),
    })
    .optional(),
  /** When they were set: what began or ended before is none of theirs. */
  setAt: instant,
  /** The stop of which was warned last. */
  warnedOf: instant.optional(),
  /** The beginning of a window at which the machine was not started last, for a reason that was noted. */
  leftOut: instant.optional(),
});

/** What hours need of a machine besides themselves; absent of machines from before there were hours. */
export const hoursFacts = {
  /** Absent of machines that have none. */
  hours: storedHoursSchema.optional(),
  /** When it was last started after a stop; absent of machines that were only launched. */
  runsSince: instant.optional(),
  /** When it was last given more time while it ran. */
  extendedAt: instant.optional(),
  /** How long its last starts took, in seconds, the newest last. */
  startSeconds: z.array(z.int()).optional(),
};

export type StoredHours = Immutable<z.infer<typeof storedHoursSchema>>;
