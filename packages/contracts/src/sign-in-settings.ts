import * as z from 'zod';
import { instant, userId } from './primitives.ts';
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

/** Of whom passwords are taken. */
export const passwordPolicies = ['everybody', 'break-glass'] as const;

const passwordsSchema = z.strictObject({
  passwordsOf: z.enum(passwordPolicies).meta({
    description: '`break-glass` takes those of one account alone, and of the last administrator that there is.',
  }),
  breakGlassUserId: userId.optional().meta({ description: 'An active administrator who has a password.' }),
});

const settingsSchema = demandSchema
  .extend(passwordsSchema.shape)
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

export const setPasswordPolicy = defineRoute({
  ...ofAdministrators,
  name: 'setPasswordPolicy',
  method: 'PUT',
  path: '/sign-in-settings/passwords',
  summary: 'Switch passwords off for all but one account, or on again',
  body: passwordsSchema,
  status: 200,
  response: settingsSchema,
  problems: ['proof-required', 'break-glass-missing', 'edit-conflict'],
});

export type SignInSettings = z.infer<typeof settingsSchema>;

export const signInSettingsRoutes = { getSignInSettings, setSignInSettings, setPasswordPolicy };
