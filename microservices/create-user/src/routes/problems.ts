import { AccountConflictError, type AccountConflict } from '@cloudapp/accounts/domain/account-conflict';
import { ProofRequiredError } from '@cloudapp/accounts/domain/fresh-proof';
import type { ProblemCode, ProblemDetails } from '@cloudapp/contracts/problem';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { ScimFault } from '../domain/scim-fault.ts';
import { UserError, type UserFailure } from '../application/user-error.ts';

/** What callers are told of each failure; one without a line does not compile. */
const problemCodes = {
  'email-taken': 'email-taken',
  'last-administrator': 'last-administrator',
  'user-has-machines': 'user-has-machines',
  'edit-conflict': 'edit-conflict',
  'session-ended': 'session-required',
  'token-ended': 'not-found',
  'factor-exists': 'factor-exists',
  'factor-missing': 'factor-missing',
  'factor-not-found': 'not-found',
  'factor-refused': 'factor-refused',
  'ticket-ended': 'ticket-ended',
  'too-many-passkeys': 'too-many-passkeys',
  'password-too-short': 'password-too-short',
  'token-request-ended': 'not-found',
  'directory-has-it': 'directory-has-it',
  'directory-token-ended': 'not-found',
  'user-not-found': 'not-found',
  'provider-not-found': 'not-found',
  'issuer-taken': 'issuer-taken',
  'too-many-providers': 'too-many-providers',
  'webhook-not-found': 'not-found',
  'too-many-webhooks': 'too-many-webhooks',
  'break-glass-missing': 'break-glass-missing',
  'break-glass-account': 'break-glass-account',
  'group-not-found': 'not-found',
  'session-not-found': 'not-found',
  'wrong-current-password': 'wrong-current-password',
  'own-account': 'own-account',
  'too-many-tokens': 'too-many-tokens',
  'not-an-administrator': 'administrator-required',
  'too-many-attempts': 'too-many-attempts',
  'password-unacceptable': 'password-unacceptable',
  'csv-unreadable': 'invalid-request',
  'issuer-plain': 'invalid-request',
  'webhook-plain': 'invalid-request',
} as const satisfies Record<AccountConflict | UserFailure['code'], ProblemCode>;

/** The problem that an error of accounts or users is told as; other errors stay what they are. */
export function toProblemError(error: unknown): unknown {
  if (error instanceof AccountConflictError) return new ProblemError(problemCodes[error.code], {}, error);
  if (error instanceof ProofRequiredError) return new ProblemError('proof-required', {}, error);
  if (error instanceof ScimFault) return new ProblemError(error.code, { detail: error.message }, error);
  if (error instanceof UserError) return new ProblemError(problemCodes[error.code], detailsOf(error.failure), error);
  return error;
}

/** The field of a request that a fault is about. */
const faultyFields = {
  'password-unacceptable': '/newPassword',
  'csv-unreadable': '/csv',
  'issuer-plain': '/issuer',
  'webhook-plain': '/address',
} as const;

function detailsOf(failure: UserFailure): ProblemDetails {
  if ('retryAfterSeconds' in failure) return { retryAfterSeconds: failure.retryAfterSeconds };
  if ('fault' in failure) return { errors: [{ pointer: faultyFields[failure.code], detail: failure.fault }] };
  if (failure.code !== 'wrong-current-password') return {};
  return { errors: [{ pointer: '/currentPassword', detail: 'is not your current password' }] };
}
