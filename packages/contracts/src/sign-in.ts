import * as z from 'zod';
import { passwordLength } from './password-length.ts';
import { identityProviderId } from './primitives.ts';
import { defineRoute } from './route.ts';
import { currentSessionSchema } from './session.ts';

/** What completes a proof that an e-mail and its password have begun, or that begins without them. */
export const proofWays = ['code', 'passkey', 'recovery-code'] as const;
export type ProofWay = (typeof proofWays)[number];

/** Names a proof that has begun: of one person, or of whoever has a passkey. Base64url of 256 random bits, which a passkey signs. */
export const ticketSchema = z.string().regex(/^[\w-]{43}$/, 'must be the ticket of a proof');

const base64url = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[\w-]+$/, 'must be base64url');

/** What a passkey answers to a ticket as its challenge, in base64url (WebAuthn Level 3 §5.2.2). */
export const passkeyAnswerSchema = z
  .strictObject({
    credentialId: base64url(1364),
    clientData: base64url(2048),
    authenticatorData: base64url(2048),
    signature: base64url(2048),
    userHandle: base64url(88).optional(),
  })
  .meta({ id: 'PasskeyAnswer' });

export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>;

/** What a company's page came back with (RFC 6749 §4.1.2, RFC 9207), as it stands in the address of ours. */
export const companyAnswerSchema = z
  .strictObject({
    state: z.string().min(1).max(512),
    code: z.string().min(1).max(4096).optional(),
    error: z.string().min(1).max(100).optional(),
    issuer: z.string().min(1).max(512).optional(),
  })
  .meta({ id: 'CompanyAnswer' });

export type CompanyAnswer = z.infer<typeof companyAnswerSchema>;

/** Six digits of an authenticator app, or a recovery code; spaces and hyphens do not count. */
export const codeSchema = z.string().min(6).max(64);

/** By a password, by what completes the proof that it began, or by a passkey or a company once its ticket was asked for. */
export const signInBodySchema = z.union([
  z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(passwordLength.max) }),
  z.strictObject({ ticket: ticketSchema, code: codeSchema }),
  z.strictObject({ ticket: ticketSchema, passkey: passkeyAnswerSchema }),
  z.strictObject({ ticket: ticketSchema, company: companyAnswerSchema }),
  z.strictObject({ begin: z.literal('passkey') }),
  z.strictObject({
    begin: z.literal('company'),
    provider: identityProviderId,
    again: z.boolean().optional().meta({
      description: 'Whether the company is to have this person prove who they are, though they are signed in there.',
    }),
  }),
]);

/**
 * `POST /auth/login`, answered by API Gateway, the state machine and its Lambdas; sets the session cookie. Where a password is not
 * enough, and where a passkey or a company begins, the answer is `proof-incomplete` with a ticket to go on with.
 */
export const signIn = defineRoute({
  name: 'signIn',
  service: 'sign-in',
  method: 'POST',
  path: '/auth/login',
  caller: 'public',
  summary: 'Sign in; sets the session cookie',
  body: signInBodySchema,
  status: 200,
  response: currentSessionSchema,
  problems: [
    'authentication-error',
    'proof-incomplete',
    'factor-refused',
    'ticket-ended',
    'account-disabled',
    'passwords-off',
    'company-refused',
    'company-denied',
    'company-not-allowed',
    'company-email-unverified',
    'company-clock',
    'company-unavailable',
    'one-time-password-used',
    'one-time-password-expired',
    'too-many-attempts',
  ],
  maxBodyBytes: 8192,
});
