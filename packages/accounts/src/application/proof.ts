import type { OneTimeFault } from '../domain/one-time-password.ts';
import type { StoredUser } from '@cloudapp/data/user-item';

/** What a way to prove a person comes to. */
export type Proof =
  | {
      readonly isProven: true;
      readonly user: StoredUser;
      /** What the audit log is to say of how; a password alone is nothing to mention. */
      readonly detail?: string;
      /** What the proof still has to write; to run beside what comes next. */
      readonly settle: () => Promise<unknown>;
    }
  | { readonly isProven: false; readonly refusal: ProofRefusal };

export type ProofRefusal =
  | { readonly reason: 'authentication-error' | 'factor-refused' | 'ticket-ended' | OneTimeFault }
  | { readonly reason: 'too-many-attempts'; readonly retryAfterSeconds: number };

/** A way to prove a person: by password, and whatever comes beside it. */
export type Prove<Request> = (request: Request, now: Date) => Promise<Proof>;
