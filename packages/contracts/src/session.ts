import * as z from 'zod';
import { passwordLength } from './password-length.ts';
import { identityProviderId, instant, sessionId, userId } from './primitives.ts';
import { defineRoute, type RouteBody } from './route.ts';
import { timeZoneName } from './time-zone.ts';
import { personName, roleSchema, userSchema } from './user.ts';

/** The time zone of somebody, as answers tell it; absent of whom none is known. */
const ownTimeZone = z
  .string()
  .optional()
  .meta({ description: 'The time zone that e-mails tell times in; absent where none is set, and then UTC.' });

export const sessionUserSchema = z
  .object({ id: userId, email: z.string(), name: z.string(), role: roleSchema, timeZone: ownTimeZone })
  .meta({ id: 'SessionUser' });

export const profileSchema = userSchema.extend({ timeZone: ownTimeZone }).meta({ id: 'Profile' });

export const currentSessionSchema = z
  .object({
    user: sessionUserSchema,
    signedInAt: instant,
    expiresAt: instant.meta({ description: 'When the session ends at the latest.' }),
    mustChangePassword: z.boolean(),
    secondFactorDue: instant
      .optional()
      .meta({ description: 'Until when a second factor must be set up; from then on nothing else is open.' }),
    company: z
      .object({
        id: identityProviderId,
        name: z.string(),
        signOutAt: z
          .string()
          .optional()
          .meta({ description: 'Where to sign out of the company, too; absent where it offers nothing.' }),
      })
      .optional()
      .meta({ description: 'The company that signed this person in, where one did.' }),
  })
  .meta({ id: 'CurrentSession' });

export const getSession = defineRoute({
  name: 'getSession',
  service: 'create-user',
  method: 'GET',
  path: '/session',
  caller: 'session',
  summary: 'Who is signed in, and since when',
  status: 200,
  response: currentSessionSchema,
  allowedBeforePasswordChange: true,
  allowedBeforeSecondFactor: true,
});

export const endSession = defineRoute({
  name: 'endSession',
  service: 'create-user',
  method: 'DELETE',
  path: '/session',
  caller: 'session',
  summary: 'Sign out',
  status: 204,
  response: null,
  allowedBeforePasswordChange: true,
  allowedBeforeSecondFactor: true,
});

export const getProfile = defineRoute({
  name: 'getProfile',
  service: 'create-user',
  method: 'GET',
  path: '/me',
  caller: 'session',
  scope: 'read',
  summary: 'The signed-in user with quota',
  allowedBeforeSecondFactor: true,
  status: 200,
  response: profileSchema,
});

export const updateProfile = defineRoute({
  name: 'updateProfile',
  service: 'create-user',
  method: 'PATCH',
  path: '/me',
  caller: 'session',
  summary: 'Change your own name or time zone',
  body: z
    .strictObject({ name: personName, timeZone: timeZoneName })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  status: 200,
  response: profileSchema,
  problems: ['edit-conflict'],
});

export const changePassword = defineRoute({
  name: 'changePassword',
  service: 'create-user',
  method: 'PUT',
  path: '/me/password',
  caller: 'session',
  summary: 'Change your own password; ends all other sessions, keeps this one and sets another cookie for it',
  body: z.strictObject({
    currentPassword: z
      .string()
      .min(1)
      .max(passwordLength.max)
      .optional()
      .meta({ description: 'May be left out by who has signed in with a one-time password.' }),
    newPassword: z.string().min(1).max(passwordLength.max),
  }),
  status: 204,
  response: null,
  problems: ['wrong-current-password', 'password-unacceptable', 'too-many-attempts', 'edit-conflict'],
  allowedBeforePasswordChange: true,
  allowedBeforeSecondFactor: true,
});

const sessionSchema = z
  .object({
    id: sessionId,
    current: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant,
    address: z.string(),
    userAgent: z.string(),
  })
  .meta({ id: 'Session' });

export const listSessions = defineRoute({
  name: 'listSessions',
  service: 'create-user',
  method: 'GET',
  path: '/me/sessions',
  caller: 'session',
  summary: 'Your own sessions',
  status: 200,
  response: z.object({ items: z.array(sessionSchema) }),
});

export const endOneSession = defineRoute({
  name: 'endOneSession',
  service: 'create-user',
  method: 'DELETE',
  path: '/me/sessions/:id',
  caller: 'session',
  summary: 'End one of your sessions',
  params: z.strictObject({ id: sessionId }),
  status: 204,
  response: null,
  problems: ['proof-required'],
});

export type CurrentSession = z.infer<typeof currentSessionSchema>;
export type SessionUser = z.infer<typeof sessionUserSchema>;
export type Profile = z.infer<typeof profileSchema>;
export type ProfileChanges = RouteBody<typeof updateProfile>;
export type Session = z.infer<typeof sessionSchema>;

export const sessionRoutes = {
  getSession,
  endSession,
  getProfile,
  updateProfile,
  changePassword,
  listSessions,
  endOneSession,
};
