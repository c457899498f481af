import * as z from 'zod';
import { instanceParams, instanceSchema } from './instance.ts';
import { isBareAddress, plainText } from './primitives.ts';
import { defineRoute } from './route.ts';
import { weeklyHoursSchema } from './weekly-hours.ts';

const base = { service: 'provision-instance', caller: 'session' } as const;

export const setHours = defineRoute({
  ...base,
  scope: 'machines',
  name: 'setHours',
  method: 'PUT',
  path: '/instances/:id/hours',
  summary: 'Set the hours at which a machine runs each week; they take the place of those before',
  params: instanceParams,
  body: weeklyHoursSchema,
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

export const removeHours = defineRoute({
  ...base,
  scope: 'machines',
  name: 'removeHours',
  method: 'DELETE',
  path: '/instances/:id/hours',
  summary: 'Let a machine have no hours any more',
  params: instanceParams,
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

/** How large a calendar's file may be. */
export const maxCalendarBytes = 262_144;
const base64Length = Math.ceil(maxCalendarBytes / 3) * 4;

export const setHoursCalendar = defineRoute({
  ...base,
  scope: 'machines',
  name: 'setHoursCalendar',
  method: 'PUT',
  path: '/instances/:id/hours/calendar',
  summary: 'Take the whole days of a calendar (iCalendar, .ics) as days on which a machine is not started by its hours',
  params: instanceParams,
  body: z.strictObject({
    /** What the calendar is called where it says nothing itself. */
    fileName: plainText(100),
    /** The bytes of the file. */
    file: z
      .base64()
      .min(1)
      .max(base64Length, `must be at most ${maxCalendarBytes / 1024} KB`),
  }),
  maxBodyBytes: base64Length + 2048,
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

/** Plain HTTP is for where the pages themselves come by it. */
const calendarAddress = z
  .url({ protocol: /^https?$/, error: 'must be an https address' })
  .max(2000)
  .refine(isBareAddress, 'must be an address without a user name, a password or a fragment')
  .meta({ description: 'Where a calendar (iCalendar, .ics) is: an https address that the internet reaches.' });

export const followHoursCalendar = defineRoute({
  ...base,
  scope: 'machines',
  name: 'followHoursCalendar',
  method: 'PUT',
  path: '/instances/:id/hours/calendar-address',
  summary:
    'Take the whole days of the calendar at an address as days on which a machine is not started by its hours, and fetch them again each day',
  params: instanceParams,
  body: z.strictObject({ address: calendarAddress }),
  answerSeconds: 20,
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

export const removeHoursCalendar = defineRoute({
  ...base,
  scope: 'machines',
  name: 'removeHoursCalendar',
  method: 'DELETE',
  path: '/instances/:id/hours/calendar',
  summary: 'Forget the days off that came from a calendar',
  params: instanceParams,
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

export const listHolidayCountries = defineRoute({
  ...base,
  scope: 'read',
  name: 'listHolidayCountries',
  method: 'GET',
  path: '/holiday-countries',
  summary: 'Countries and their regions whose public holidays are known',
  status: 200,
  response: z.object({
    items: z.array(
      z.object({
        country: z.string(),
        name: z.string(),
        regions: z.array(z.object({ region: z.string(), name: z.string() })),
      }),
    ),
  }),
});

export const hoursRoutes = {
  setHours,
  removeHours,
  setHoursCalendar,
  followHoursCalendar,
  removeHoursCalendar,
  listHolidayCountries,
};
