import * as z from 'zod';
import { durationHoursSchema } from './instance.ts';
import { blueprintId } from './primitives.ts';
import { defineRoute } from './route.ts';
import { usageBounds } from './usage-bounds.ts';
import { usualHoursSchema } from './weekly-hours.ts';

/** Days that a machine may be kept while it is off; at the least so many that two warnings have room in them. */
export const keptDaysSchema = z.int().min(7).max(365);

/** Minutes after which machines that are idle stop. */
export const idleMinutesSchema = z.int().min(usageBounds.leastIdleMinutes).max(usageBounds.mostIdleMinutes);

/** As many blueprints as can have a limit of their own. */
const mostLimits = 100;

export const machineRulesSchema = z
  .strictObject({
    keptDays: keptDaysSchema.optional().meta({
      description: 'Days after which a machine that is off is deleted with its disk; absent, it is kept for ever.',
    }),
    longestHours: z.strictObject({ user: durationHoursSchema, admin: durationHoursSchema }).meta({
      description: 'Hours from now that a machine may be let run at most, by the role of whoever says so.',
    }),
    longestHoursOf: z
      .record(blueprintId, durationHoursSchema)
      .refine((limits) => Object.keys(limits).length <= mostLimits, `must be at most ${mostLimits}`)
      .meta({ description: 'The same for blueprints that have a limit of their own; the lesser one holds.' }),
    idleMinutes: idleMinutesSchema.optional().meta({
      description:
        'Minutes after which a machine that is idle stops, of which its owner is warned before; absent, it runs on.',
    }),
    usualHours: usualHoursSchema.optional().meta({
      description:
        'Hours of the week that new machines get, in the time zone of whoever launches them, or in `zone` where that is not known; absent, they get none.',
    }),
  })
  .meta({ id: 'MachineRules' });

const base = { service: 'provision-instance', path: '/machine-rules' } as const;

export const getMachineRules = defineRoute({
  ...base,
  name: 'getMachineRules',
  method: 'GET',
  caller: 'session',
  scope: 'read',
  summary: 'How long machines may run, how long they are kept while they are off, and which hours new ones get',
  status: 200,
  response: machineRulesSchema,
});

export const setMachineRules = defineRoute({
  ...base,
  name: 'setMachineRules',
  method: 'PUT',
  caller: 'admin',
  summary: 'Set how long machines may run, how long they are kept while they are off, and which hours new ones get',
  body: machineRulesSchema,
  status: 200,
  response: machineRulesSchema,
  problems: ['proof-required', 'edit-conflict'],
});

export type MachineRules = z.infer<typeof machineRulesSchema>;

export const machineRulesRoutes = { getMachineRules, setMachineRules };
