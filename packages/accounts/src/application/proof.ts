import type { CompanyFaultCode } from '../domain/company-fault.ts';
import type { OneTimeFault } from '../domain/one-time-password.ts';
import type { StoredSession } from '@cloudapp/data/session-item';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { StoredUser } from '@cloudapp/data/user-item';

/** What a way to prove a person comes to. */
export type Proof =
  | {
      readonly isProven: true;
      readonly user: StoredUser;
      /** What the audit log is to say of how; a password alone is nothing to mention. */
      readonly detail?: string;
      /** The company that has proven them, where one did. */
      readonly company?: StoredSession['company'];
      /** When they proved who they are: an ISO instant. @default now */
      readonly provenAt?: string;
      /** What signing in asks of people, where the proof has read it already. */
      readonly settings?: StoredSignInSettings;
      /** Whether they have signed in from this browser before, where the proof has looked already. */
      readonly isKnownBrowser?: boolean;
      /** What the proof still has to write; to run beside what comes next. */
      readonly settle: () => Promise<unknown>;
    }
  | { readonly isProven: false; readonly refusal: ProofRefusal };

export type ProofRefusal =
  | {
      readonly reason:
        CompanyFaultCode | 'passwords-off' | 'authentication-error' | 'factor-refused' | 'ticket-ended' | OneTimeFault;
    }
  | { readonly reason: 'too-many-attempts'; readonly retryAfterSeconds: number };

/** A way to prove a person: by password, and whatever comes beside it. */
export type Prove<Request> = (request: Request, now: Date) => Promise<Proof>;
