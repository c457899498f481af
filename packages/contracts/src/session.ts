import * as z from 'zod';
import { passwordLength } from './password-length.ts';
import { instant, sessionId, userId } from './primitives.ts';
import { defineRoute } from './route.ts';
import { personName, roleSchema, userSchema } from './user.ts';

export const sessionUserSchema = z
  .object({ id: userId, email: z.string(), name: z.string(), role: roleSchema })
  .meta({ id: 'SessionUser' });

export const currentSessionSchema = z
  .object({
    user: sessionUserSchema,
    signedInAt: instant,
    expiresAt: instant.meta({ description: 'When the session ends at the latest.' }),
    mustChangePassword: z.boolean(),
  })
  .meta({ id: 'CurrentSession' });

/** `POST /auth/login`, answered by API Gateway, the state machine and its Lambdas; sets the session cookie. */
export const signIn = defineRoute({
  name: 'signIn',
  service: 'sign-in',
  method: 'POST',
  path: '/auth/login',
  caller: 'public',
  summary: 'Sign in; sets the session cookie',
  body: z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(passwordLength.max) }),
  status: 200,
  response: currentSessionSchema,
  problems: [
    'authentication-error',
    'account-disabled',
    'one-time-password-used',
    'one-time-password-expired',
    'too-many-attempts',
  ],
  maxBodyBytes: 4096,
});

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
});

/** What hurts others or opens doors asks for a proof that is at most ten minutes old; signing in is one. */
export const renewProof = defineRoute({
  name: 'renewProof',
  service: 'create-user',
  method: 'POST',
  path: '/session/proof',
  caller: 'session',
  summary: 'Prove once more who has this session, by the password; sets another session cookie',
  body: z.strictObject({ password: z.string().min(1).max(passwordLength.max) }),
  status: 204,
  response: null,
  problems: ['wrong-current-password', 'too-many-attempts'],
});

export const getProfile = defineRoute({
  name: 'getProfile',
  service: 'create-user',
  method: 'GET',
  path: '/me',
  caller: 'session',
  scope: 'read',
  summary: 'The signed-in user with quota',
  status: 200,
  response: userSchema,
});

export const updateProfile = defineRoute({
  name: 'updateProfile',
  service: 'create-user',
  method: 'PATCH',
  path: '/me',
  caller: 'session',
  summary: 'Change your own name',
  body: z.strictObject({ name: personName }),
  status: 200,
  response: userSchema,
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
export type Session = z.infer<typeof sessionSchema>;

export const sessionRoutes = {
  getSession,
  endSession,
  renewProof,
  getProfile,
  updateProfile,
  changePassword,
  listSessions,
  endOneSession,
};
