import type { StoredSession } from '@cloudapp/data/session-item';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { AccountConflictError } from '../domain/account-conflict.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import { newSession, type Origin } from '../domain/session-life.ts';
import type { AccountChanges } from './account-changes.ts';
import type { SignInLog } from './sign-in-log.ts';

/** A session with the token that its browser is to keep, or why there is none. */
export type StartedSession =
  | { readonly isStarted: true; readonly token: string; readonly session: StoredSession }
  | { readonly isStarted: false; readonly reason: 'account-disabled' | 'account-changed' };

interface SessionStarterParts {
  readonly accounts: Pick<AccountChanges, 'signIn'>;
  readonly log: SignInLog;
  readonly newToken: () => string;
  readonly newSessionId: (now: Date) => string;
  /** A session ends so long after signing in, however much it is used. */
  readonly absoluteHours: number;
}

/** Starts sessions for people who have proven who they are, in whatever way; the one place where a session begins. */
export class SessionStarter {
  readonly #to: SessionStarterParts;

  constructor(parts: SessionStarterParts) {
    this.#to = parts;
  }

  async start(user: StoredUser, origin: Origin, now: Date): Promise<StartedSession> {
    const { accounts, log, newToken, newSessionId, absoluteHours } = this.#to;
    const { address } = origin;
    if (user.status !== 'active') {
      await log.refused({ action: 'sign-in-failed', subject: user, address, detail: 'The account is disabled' }, now);
      return { isStarted: false, reason: 'account-disabled' };
    }
    const token = newToken();
    const ids = { sessionId: newSessionId(now), tokenHash: hashToken(token) };
    const session = newSession(ids, user, origin, absoluteHours, now);
    const entry = auditEntry({ id: user.id, name: user.name, address, now }, 'sign-in', user);
    try {
      await Promise.all([accounts.signIn(user, session, entry), log.succeeded(now)]);
    } catch (error) {
      // Disabled, deleted or signed out everywhere since the user was read: as if the attempt had come a moment later.
      if (error instanceof AccountConflictError) return { isStarted: false, reason: 'account-changed' };
      throw error;
    }
    return { isStarted: true, token, session };
  }
}
