import type { OneTimeFault } from '../domain/one-time-password.ts';
import type { StoredUser } from '@cloudapp/data/user-item';

/** What a way to prove a person comes to. */
export type Proof =
  | {
      readonly isProven: true;
      readonly user: StoredUser;
      /** What the proof still has to write; to run beside the start of the session. */
      readonly settle: () => Promise<unknown>;
    }
  | {
      readonly isProven: false;
      readonly refusal:
        | { readonly reason: 'authentication-error' | OneTimeFault }
        | { readonly reason: 'too-many-attempts'; readonly retryAfterSeconds: number };
    };

/** A way to prove a person: by password, and whatever comes beside it. */
export type Prove<Request> = (request: Request, now: Date) => Promise<Proof>;
