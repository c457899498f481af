import * as z from 'zod';
import { instant, plainText, userId } from './primitives.ts';
import { defineRoute } from './route.ts';
import { codeSchema, passkeyAnswerSchema, proofWays, ticketSchema } from './sign-in.ts';
import { passwordLength } from './password-length.ts';

export const passkeyId = z.string().regex(/^pky_[0-9a-z]{26}$/, 'must be the id of a passkey');

/** Passkeys that one person may have. */
export const mostPasskeys = 20;

/** Recovery codes that are made at once. */
export const recoveryCodes = 10;

const passkeySchema = z
  .object({
    id: passkeyId,
    name: z.string(),
    createdAt: instant,
    lastUsedAt: instant.optional(),
    isSynced: z.boolean().meta({ description: 'Whether its owner’s other devices have it, too.' }),
  })
  .meta({ id: 'Passkey' });

const factorsSchema = z
  .object({
    authenticator: z
      .object({ createdAt: instant, lastUsedAt: instant.optional() })
      .optional()
      .meta({ description: 'The app that makes codes, if there is one.' }),
    passkeys: z.array(passkeySchema),
    recoveryCodesLeft: z.int(),
    resetAt: instant.optional().meta({
      description: 'When an administrator has taken all of them away; absent once there is one again.',
    }),
  })
  .meta({ id: 'Factors' });

const recoveryCodesSchema = z
  .array(z.string())
  .meta({ description: 'Each is good once, in place of a code; told this once and never again.' });

/** What the first factor comes with. */
const firstFactorSchema = z
  .object({ recoveryCodes: recoveryCodesSchema.optional().meta({ description: 'With the first factor.' }) })
  .meta({ id: 'FirstFactor' });

const own = { service: 'create-user', caller: 'session', allowedBeforeSecondFactor: true } as const;
const ofUser = { service: 'create-user', caller: 'admin', params: z.strictObject({ id: userId }) } as const;
const ending = { method: 'DELETE', status: 204, response: null } as const;

export const listFactors = defineRoute({
  ...own,
  name: 'listFactors',
  method: 'GET',
  path: '/me/factors',
  summary: 'Your own second factors',
  status: 200,
  response: factorsSchema,
});

export const beginAuthenticator = defineRoute({
  ...own,
  name: 'beginAuthenticator',
  method: 'POST',
  path: '/me/factors/authenticator',
  summary: 'A new secret for an authenticator app (RFC 6238); nothing counts until a code of it has confirmed it',
  status: 201,
  response: z.object({
    secret: z.string().meta({ description: 'Base32, to type where nothing can be scanned.' }),
    uri: z.string().meta({ description: 'The same as an `otpauth:` address, for a QR code.' }),
  }),
  problems: ['proof-required', 'factor-exists', 'edit-conflict'],
});

export const confirmAuthenticator = defineRoute({
  ...own,
  name: 'confirmAuthenticator',
  method: 'PUT',
  path: '/me/factors/authenticator',
  summary: 'Confirm the authenticator app by a code of it: from now on signing in asks for one',
  body: z.strictObject({ code: codeSchema }),
  status: 200,
  response: firstFactorSchema,
  problems: ['proof-required', 'factor-refused', 'factor-exists', 'too-many-attempts', 'edit-conflict'],
});

export const removeAuthenticator = defineRoute({
  ...own,
  ...ending,
  name: 'removeAuthenticator',
  path: '/me/factors/authenticator',
  summary: 'Remove the authenticator app',
  problems: ['proof-required', 'password-too-short', 'not-found', 'edit-conflict'],
});

export const beginPasskey = defineRoute({
  ...own,
  name: 'beginPasskey',
  method: 'POST',
  path: '/me/factors/passkeys/tickets',
  summary: 'A ticket, which is the challenge, and what else the browser needs to make a passkey',
  status: 201,
  response: z.object({
    ticket: ticketSchema,
    site: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ handle: z.string(), name: z.string(), displayName: z.string() }),
    known: z.array(z.string()).meta({ description: 'Ids of the credentials that there are already.' }),
  }),
  problems: ['proof-required', 'too-many-passkeys'],
});

export const addPasskey = defineRoute({
  ...own,
  name: 'addPasskey',
  method: 'POST',
  path: '/me/factors/passkeys',
  summary: 'Keep a passkey that the browser has made for a ticket',
  body: z.strictObject({
    ticket: ticketSchema,
    name: plainText(60),
    clientData: z.string().min(1).max(2048),
    attestation: z.string().min(1).max(8192),
  }),
  status: 201,
  response: firstFactorSchema.extend({ passkey: passkeySchema }),
  problems: ['proof-required', 'factor-refused', 'ticket-ended', 'factor-exists', 'too-many-passkeys', 'edit-conflict'],
});

export const removePasskey = defineRoute({
  ...own,
  ...ending,
  name: 'removePasskey',
  path: '/me/factors/passkeys/:id',
  params: z.strictObject({ id: passkeyId }),
  summary: 'Remove a passkey',
  problems: ['proof-required', 'password-too-short', 'edit-conflict'],
});

export const makeRecoveryCodes = defineRoute({
  ...own,
  name: 'makeRecoveryCodes',
  method: 'POST',
  path: '/me/factors/recovery-codes',
  summary: 'New recovery codes in place of those that there are',
  status: 201,
  response: z.object({ recoveryCodes: recoveryCodesSchema }),
  problems: ['proof-required', 'factor-missing', 'edit-conflict'],
});

/** What hurts others or opens doors asks for a proof that is at most ten minutes old; signing in is one. */
export const beginProof = defineRoute({
  ...own,
  name: 'beginProof',
  method: 'POST',
  path: '/session/proof/tickets',
  summary: 'How you can prove once more who you are, with the ticket that a passkey needs',
  status: 201,
  response: z.object({
    ticket: ticketSchema,
    ways: z.array(z.enum(['password', 'company', ...proofWays])).meta({
      description:
        'The password counts only for who has no second factor; `company` is signing in again, for who has neither.',
    }),
  }),
});

export const renewProof = defineRoute({
  ...own,
  name: 'renewProof',
  method: 'POST',
  path: '/session/proof',
  summary: 'Prove once more who has this session; sets another session cookie',
  body: z.union([
    z.strictObject({ password: z.string().min(1).max(passwordLength.max) }),
    z.strictObject({ code: codeSchema }),
    z.strictObject({ ticket: ticketSchema, passkey: passkeyAnswerSchema }),
  ]),
  status: 204,
  response: null,
  problems: ['wrong-current-password', 'factor-refused', 'factor-missing', 'ticket-ended', 'too-many-attempts'],
});

export const listUserFactors = defineRoute({
  ...ofUser,
  name: 'listUserFactors',
  method: 'GET',
  path: '/users/:id/factors',
  scope: 'admin',
  summary: 'The second factors of a user',
  status: 200,
  response: factorsSchema,
});

export const resetUserFactors = defineRoute({
  ...ofUser,
  ...ending,
  name: 'resetUserFactors',
  path: '/users/:id/factors',
  summary: 'Remove all second factors of a user who has lost them, and sign them out everywhere',
  problems: ['proof-required', 'own-account', 'factor-missing', 'edit-conflict'],
});

export type Factors = z.infer<typeof factorsSchema>;
export type Passkey = z.infer<typeof passkeySchema>;

export const secondFactorRoutes = {
  beginProof,
  renewProof,
  listFactors,
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  beginPasskey,
  addPasskey,
  removePasskey,
  makeRecoveryCodes,
  listUserFactors,
  resetUserFactors,
};
