import * as z from 'zod';

/**
 * Every way a request can fail, by its stable code: the HTTP status it travels with and the title people read.
 * The answer is an RFC 9457 problem document whose `code` is one of these keys.
 */
export const problems = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'idempotency-key-missing': { status: 400, title: 'An Idempotency-Key header is required' },
  'filter-invalid': { status: 400, title: 'The filter is not one that is understood here' },
  'path-invalid': { status: 400, title: 'The path is not one of this resource' },
  'value-invalid': { status: 400, title: 'A value is missing or not one that can be kept' },
  'target-missing': { status: 400, title: 'There is nothing that the path could mean' },
  'authentication-error': { status: 401, title: 'Authentication Error' },
  'proof-incomplete': { status: 401, title: 'One more step to sign in' },
  'session-required': { status: 401, title: 'Sign in first' },
  'machine-token-invalid': { status: 401, title: 'The machine token is not valid' },
  'directory-token-invalid': { status: 401, title: 'The token of the directory is not valid' },
  'account-disabled': { status: 403, title: 'This account is disabled' },
  'one-time-password-used': { status: 403, title: 'This one-time password was used before' },
  'one-time-password-expired': { status: 403, title: 'This one-time password is too old' },
  'factor-refused': { status: 403, title: 'That was not accepted' },
  'ticket-ended': { status: 403, title: 'This took too long or was tried too often: begin again' },
  'passwords-off': { status: 403, title: 'Passwords are switched off: sign in with your organisation' },
  'company-refused': { status: 403, title: 'Your organisation’s answer was not accepted' },
  'company-denied': { status: 403, title: 'Your organisation did not sign you in' },
  'company-not-allowed': { status: 403, title: 'This account is not allowed here' },
  'company-email-unverified': { status: 403, title: 'Your organisation has not verified your e-mail address' },
  'company-clock': { status: 403, title: 'The clocks of your organisation and CloudApp differ too much' },
  'forbidden-origin': { status: 403, title: 'The request comes from another site' },
  'administrator-required': { status: 403, title: 'Only an administrator may do this' },
  'password-change-required': { status: 403, title: 'Change your password first' },
  'second-factor-required': { status: 403, title: 'Set up a second factor first' },
  'scope-missing': { status: 403, title: 'This token is not for that' },
  'wrong-current-password': { status: 403, title: 'The current password is wrong' },
  'proof-required': { status: 403, title: 'Prove once more who you are' },
  'own-account': { status: 403, title: 'Change your own password with the one you have' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This method is not offered here' },
  'not-acceptable': { status: 406, title: 'None of the accepted formats is offered here' },
  'request-timeout': { status: 408, title: 'The request did not arrive in time' },
  'another-user': { status: 409, title: 'Somebody else is signed in in this browser now' },
  'email-taken': { status: 409, title: 'A user with this e-mail exists' },
  'last-administrator': { status: 409, title: 'There must be an active administrator with a password' },
  'user-has-machines': { status: 409, title: 'The user still has machines' },
  'quota-exceeded': { status: 409, title: 'The machine quota is used up' },
  'budget-exceeded': { status: 409, title: 'The budget of the month has no room for this' },
  'state-conflict': { status: 409, title: 'The machine is not in a state that allows this' },
  'too-many-tokens': { status: 409, title: 'You have as many tokens as one can have' },
  'factor-exists': { status: 409, title: 'There is one already' },
  'factor-missing': { status: 409, title: 'There is no second factor' },
  'password-too-short': { status: 409, title: 'Choose a longer password first' },
  'too-many-passkeys': { status: 409, title: 'You have as many passkeys as one can have' },
  'administrator-kept': { status: 409, title: 'A directory does not change the e-mail of an administrator' },
  'break-glass-account': { status: 409, title: 'This account gets in when passwords are off: name another first' },
  'issuer-taken': { status: 409, title: 'There is a company with this address already' },
  'too-many-providers': { status: 409, title: 'There are as many companies as there can be' },
  'too-many-webhooks': { status: 409, title: 'There are as many webhooks as there can be' },
  'break-glass-missing': { status: 409, title: 'Name an active administrator who has a password' },
  'directory-has-it': { status: 409, title: 'The directory has one of these already' },
  'edit-conflict': { status: 409, title: 'Somebody else changed this at the same moment' },
  'idempotency-key-in-flight': { status: 409, title: 'A request with this Idempotency-Key is still running' },
  'machine-ended': { status: 410, title: 'The machine has ended' },
  'version-changed': { status: 412, title: 'It is not the version that the request names any more' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'uri-too-long': { status: 414, title: 'The URL is too long' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'password-unacceptable': { status: 422, title: 'This password cannot be used' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used with another request' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'too-many-launches': { status: 429, title: 'Too many launches' },
  'headers-too-large': { status: 431, title: 'The URL and headers are too large' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'not-offered': { status: 501, title: 'This part of the protocol is not offered here' },
  'company-unavailable': { status: 503, title: 'Your organisation’s sign-in does not answer' },
  'service-unavailable': { status: 503, title: 'The service is not available at the moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** One rejected field of a request: where it is (JSON Pointer, RFC 6901) and what is wrong with it. */
export const fieldErrorSchema = z
  .object({ pointer: z.string(), detail: z.string() })
  .meta({ id: 'FieldError', description: 'A rejected field: its JSON Pointer and what is wrong with it.' });

/** The body of every error answer, `application/problem+json` (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(fieldErrorSchema).optional(),
    retryAfterSeconds: z.int().optional(),
    ticket: z.string().optional().meta({ description: 'Of `proof-incomplete`: what the next step sends.' }),
    ways: z.array(z.string()).optional().meta({ description: 'Of `proof-incomplete`: what the next step may be.' }),
    budget: z
      .object({ month: z.string(), budget: z.number(), planned: z.number(), takes: z.number() })
      .optional()
      .meta({
        description: 'Of `budget-exceeded`: the month, and in US dollars its budget, what is planned, what this takes.',
      }),
    authorizeAt: z
      .string()
      .optional()
      .meta({ description: 'Of `proof-incomplete` by a company: the page of the company to go on at.' }),
  })
  .meta({ id: 'Problem', description: 'An RFC 9457 problem document with a stable code.' });

export type FieldError = z.infer<typeof fieldErrorSchema>;
export type Problem = z.infer<typeof problemSchema>;

/** What a problem document may carry beyond its code. */
export interface ProblemDetails {
  detail?: string | undefined;
  requestId?: string | undefined;
  errors?: FieldError[] | undefined;
  retryAfterSeconds?: number | undefined;
  ticket?: string | undefined;
  ways?: string[] | undefined;
  authorizeAt?: string | undefined;
  budget?: Problem['budget'];
}

/** Builds the problem document for a code. */
export function problemDocument(code: ProblemCode, details: ProblemDetails = {}): Problem {
  const { status, title } = problems[code];
  const document: Problem = { type: `urn:cloudapp:problem:${code}`, title, status, code };
  const more = Object.entries(details).filter(([, value]) => value !== undefined);
  return Object.assign(document, Object.fromEntries(more));
}
