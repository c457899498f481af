import { durationHoursSchema } from '@cloudapp/contracts/instance';
import { idleMinutesSchema, keptDaysSchema } from '@cloudapp/contracts/machine-rules';
import { instant } from '@cloudapp/contracts/primitives';
import { factorDemands, passwordPolicies } from '@cloudapp/contracts/sign-in-settings';
import { usualHoursSchema } from '@cloudapp/contracts/weekly-hours';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** What signing in asks of people. */
export const signInSettingsItem = defineItem({
  table: 'settings',
  schema: z.object({
    secondFactorOf: z.enum(factorDemands),
    graceDays: z.int(),
    demandedSince: instant.optional(),
    /** Of whom passwords are taken. */
    passwordsOf: z.enum(passwordPolicies).default('everybody'),
    /** Whose password is taken though those of others are not. */
    breakGlassUserId: z.string().optional(),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

/** How long machines may run, and how long they are kept while they are off. */
export const machineRulesItem = defineItem({
  table: 'settings',
  schema: z.object({
    keptDays: keptDaysSchema.optional(),
    longestHours: z.object({ user: durationHoursSchema, admin: durationHoursSchema }),
    longestHoursOf: z.record(z.string(), durationHoursSchema),
    /** After so many minutes machines that are idle stop; absent where they do not. */
    idleMinutes: idleMinutesSchema.optional(),
    /** The hours that new machines get; absent where they get none. */
    usualHours: usualHoursSchema.optional(),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

/** What machines of each person may cost in a month, in millionths of a dollar. */
export const budgetsItem = defineItem({
  table: 'settings',
  schema: z.object({
    /** Of everybody who has none of their own; absent where there is no limit. */
    monthly: z.int().optional(),
    people: z.record(z.string(), z.object({ monthly: z.int().optional(), isExempt: z.boolean() })),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

export type StoredBudgets = Readonly<ReturnType<typeof budgetsItem.parse>>;
export type StoredMachineRules = Readonly<ReturnType<typeof machineRulesItem.parse>>;
export type StoredSignInSettings = Readonly<ReturnType<typeof signInSettingsItem.parse>>;
