import * as z from 'zod';
import { instant } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Of whom a second factor is demanded. */
export const factorDemands = ['nobody', 'administrators', 'everybody'] as const;

/** Days that people may have at most to set up what is demanded of them. */
export const mostGraceDays = 90;

const demandSchema = z.strictObject({
  secondFactorOf: z.enum(factorDemands),
  graceDays: z
    .int()
    .min(0)
    .max(mostGraceDays)
    .meta({ description: 'Days from now, or from when an account was made, to set it up.' }),
});

const settingsSchema = demandSchema
  .extend({ demandedSince: instant.optional().meta({ description: 'Absent while it is demanded of nobody.' }) })
  .meta({ id: 'SignInSettings' });

const ofAdministrators = { service: 'create-user', caller: 'admin', path: '/sign-in-settings' } as const;

export const getSignInSettings = defineRoute({
  ...ofAdministrators,
  name: 'getSignInSettings',
  method: 'GET',
  scope: 'admin',
  summary: 'What signing in asks of people',
  status: 200,
  response: settingsSchema,
});

export const setSignInSettings = defineRoute({
  ...ofAdministrators,
  name: 'setSignInSettings',
  method: 'PUT',
  summary: 'Demand a second factor of people, or no longer',
  body: demandSchema,
  status: 200,
  response: settingsSchema,
  problems: ['proof-required', 'edit-conflict'],
});

export type SignInSettings = z.infer<typeof settingsSchema>;

export const signInSettingsRoutes = { getSignInSettings, setSignInSettings };
