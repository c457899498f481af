/** Why a use case of this service came to nothing, besides conflicts of accounts. */
export type UserFailure =
  | {
      readonly code:
        | 'user-not-found'
        | 'provider-not-found'
        | 'issuer-taken'
        | 'too-many-providers'
        | 'webhook-not-found'
        | 'too-many-webhooks'
        | 'break-glass-missing'
        | 'group-not-found'
        | 'session-not-found'
        | 'too-many-tokens'
        | 'not-an-administrator'
        | 'wrong-current-password'
        | 'own-account'
        | 'factor-exists'
        | 'factor-missing'
        | 'factor-not-found'
        | 'factor-refused'
        | 'ticket-ended'
        | 'too-many-passkeys'
        | 'password-too-short';
    }
  | { readonly code: 'too-many-attempts'; readonly retryAfterSeconds: number }
  | {
      readonly code: 'password-unacceptable' | 'csv-unreadable' | 'issuer-plain' | 'webhook-plain';
      readonly fault: string;
    };

/** Thrown when a use case came to nothing; nothing was changed. */
export class UserError extends Error {
  readonly failure: UserFailure;

  constructor(failure: UserFailure, cause?: unknown) {
    super(failure.code, { cause });
    this.name = 'UserError';
    this.failure = failure;
  }

  get code(): UserFailure['code'] {
    return this.failure.code;
  }
}
