import type { StoredSession } from '@cloudapp/data/session-item';
import type { SessionRepository } from '@cloudapp/data/session-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { hashToken } from '@cloudapp/data/token';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import { AccountConflictError } from '../domain/account-conflict.ts';
import { auditEntry, type Actor } from '../domain/audit-entry.ts';
import { secondFactorDue } from '../domain/second-factor.ts';
import { maxSessions, newSession, sessionsBeyondLimit, type Origin } from '../domain/session-life.ts';
import type { AccountChanges } from './account-changes.ts';
import type { SignInLog } from './sign-in-log.ts';

/** A session with the token that its browser is to keep, or why there is none. */
export type StartedSession =
  | {
      readonly isStarted: true;
      readonly token: string;
      readonly session: StoredSession;
      /** From when on its user must have a second factor; absent of whom none is demanded, or who has one. */
      readonly secondFactorDue: string | undefined;
    }
  | { readonly isStarted: false; readonly reason: 'account-disabled' | 'account-changed' };

interface SessionStarterParts {
  readonly accounts: Pick<AccountChanges, 'signIn' | 'endSession'>;
  readonly sessions: Pick<SessionRepository, 'get' | 'listOf'>;
  readonly settings: Pick<SettingRepository, 'signIn'>;
  readonly log: SignInLog;
  readonly newToken: () => string;
  readonly newSessionId: (now: Date) => string;
  /** A session ends so long after signing in, however much it is used. */
  readonly absoluteHours: number;
}

/** How somebody has come to be signed in. */
interface Start {
  readonly origin: Origin;
  /** What the audit log is to say of how they were proven; a password is nothing to mention. */
  readonly proof?: string | undefined;
  /** The company that has proven them, where one did. */
  readonly company?: StoredSession['company'];
  /** When they proved who they are: an ISO instant. @default now */
  readonly provenAt?: string | undefined;
  /** What signing in asks of people, where it was read already. */
  readonly settings?: StoredSignInSettings | undefined;
  /** Whether the browser is not known to be theirs. */
  readonly isNewBrowser?: boolean;
  /** The session that the browser still has, whosever it is: it ends. */
  readonly earlierToken?: string | undefined;
}

/** Starts sessions for people who have proven who they are, in whatever way; the one place where a session begins. */
export class SessionStarter {
  readonly #to: SessionStarterParts;

  constructor(parts: SessionStarterParts) {
    this.#to = parts;
  }

  async start(
    user: StoredUser,
    { origin, proof, company, provenAt, settings, isNewBrowser, earlierToken }: Start,
    now: Date,
  ): Promise<StartedSession> {
    const { accounts, log, newToken, newSessionId, absoluteHours } = this.#to;
    const { address } = origin;
    if (user.status !== 'active') {
      await log.refused({ action: 'sign-in-failed', subject: user, address, detail: 'The account is disabled' }, now);
      return { isStarted: false, reason: 'account-disabled' };
    }
    const token = newToken();
    const ids = { sessionId: newSessionId(now), tokenHash: hashToken(token) };
    // How a company makes sure of its people is the company's to decide.
    const due =
      company === undefined ? secondFactorDue(user, settings ?? (await this.#to.settings.signIn())) : undefined;
    const session = newSession(ids, user, origin, absoluteHours, now, { company, provenAt });
    const actor = { id: user.id, name: user.name, address, now };
    // The first sign-in of all can be from no other, and tells nobody anything.
    const isFromNewBrowser = isNewBrowser === true && user.lastSignInAt !== undefined ? true : undefined;
    const entry = auditEntry(actor, 'sign-in', user, { detail: proof, isFromNewBrowser });
    try {
      await Promise.all([accounts.signIn(user, session, entry), log.succeeded(now)]);
    } catch (error) {
      // Disabled, deleted or signed out everywhere since the user was read: as if the attempt had come a moment later.
      if (error instanceof AccountConflictError) return { isStarted: false, reason: 'account-changed' };
      throw error;
    }
    await Promise.all([this.#endEarlier(earlierToken, actor), this.#endBeyondLimit(user, session, actor)]);
    return { isStarted: true, token, session, secondFactorDue: due };
  }

  /** Its cookie is about to be written over: nobody could end it any more. */
  async #endEarlier(token: string | undefined, actor: Actor): Promise<void> {
    const earlier = token === undefined ? undefined : await this.#to.sessions.get(hashToken(token), actor.now);
    if (earlier !== undefined) await this.#end(earlier, actor, 'Somebody signed in again in the same browser');
  }

  async #endBeyondLimit(user: StoredUser, started: StoredSession, actor: Actor): Promise<void> {
    const sessions = await this.#to.sessions.listOf(user.id);
    const tooMany = sessionsBeyondLimit(user, started, sessions, actor.now);
    await Promise.all(tooMany.map((session) => this.#end(session, actor, `The oldest of more than ${maxSessions}`)));
  }

  async #end(session: StoredSession, actor: Actor, detail: string): Promise<void> {
    const subject = { id: session.sessionId, name: session.address };
    const entry = auditEntry(actor, 'session-ended', subject, { kind: 'session', detail });
    try {
      await this.#to.accounts.endSession(session.tokenHash, session.userId, entry);
    } catch (error) {
      // It has ended by itself or by its owner just now, which is as good.
      if (!(error instanceof AccountConflictError)) throw error;
    }
  }
}
