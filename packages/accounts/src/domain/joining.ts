import type { StoredIdentity } from '@cloudapp/data/identity-item';

/** Somebody at a company and the account that they get. */
export interface Joining {
  readonly identity: StoredIdentity;
  /** Whose account it was before, when that is no more. */
  readonly gone?: string | undefined;
}
