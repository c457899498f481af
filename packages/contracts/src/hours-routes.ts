import * as z from 'zod';
import { instanceParams, instanceSchema } from './instance.ts';
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

export const hoursRoutes = { setHours, removeHours, listHolidayCountries };
