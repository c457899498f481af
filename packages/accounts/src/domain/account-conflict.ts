/** What a change of an account takes for granted, by what is so instead. */
export type AccountConflict =
  | 'email-taken'
  | 'last-administrator'
  | 'break-glass-account'
  | 'user-has-machines'
  | 'edit-conflict'
  | 'session-ended'
  | 'token-ended'
  | 'factor-exists'
  | 'token-request-ended'
  | 'directory-has-it'
  | 'directory-token-ended';

/** Thrown when what a change takes for granted does not hold (any more); nothing was changed. */
export class AccountConflictError extends Error {
  readonly code: AccountConflict;

  constructor(code: AccountConflict) {
    super(`The account could not be changed: ${code}`);
    this.name = 'AccountConflictError';
    this.code = code;
  }
}
