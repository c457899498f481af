import type { StoredSession } from '@cloudapp/data/session-item';
import type { SessionRepository } from '@cloudapp/data/session-repository';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { isAlive, isHeldBy, isTouchDue } from '../domain/session-life.ts';

/** A token's session together with its user: both hold at the instant of asking. */
export interface AuthenticatedSession {
  readonly sessionId: string;
  /** Of the token that was shown; its session may have another by now. */
  readonly tokenHash: string;
  readonly signedInAt: string;
  /** When its holder last proved who they are. */
  readonly provenAt: string;
  readonly expiresAt: string;
  readonly user: StoredUser;
}

interface SessionCheckParts {
  readonly sessions: SessionRepository;
  readonly users: UserRepository;
  /** A session that was not used for so long has ended. */
  readonly idleMinutes: number;
}

/** Tells which sessions hold. The service kit is given one, and asks it for every request. */
export class SessionCheck {
  readonly #to: SessionCheckParts;

  constructor(parts: SessionCheckParts) {
    this.#to = parts;
  }

  /**
   * The session that a token stands for: neither ended nor idle too long, of a user who exists, is active and has not been
   * signed out since. Reads are consistent, so what an administrator does takes effect with the next request.
   */
  async authenticate(token: string, now: Date): Promise<AuthenticatedSession | undefined> {
    const { sessions, users, idleMinutes } = this.#to;
    const tokenHash = hashToken(token);
    const session = await sessions.get(tokenHash, now);
    if (session === undefined || !isAlive(session, idleMinutes, now)) return undefined;
    const user = await users.get(session.userId);
    if (user === undefined || !isHeldBy(session, user)) return undefined;
    // Ended meanwhile, or given another token: what holds now is looked up again.
    if (isTouchDue(session, now) && !(await sessions.touch(session.tokenHash, now)))
      return this.authenticate(token, now);
    const { sessionId, createdAt: signedInAt, provenAt = signedInAt, expiresAt } = session;
    return { sessionId, tokenHash, signedInAt, provenAt, expiresAt, user };
  }

  /** The sessions of a user that still hold, newest first. */
  async listOf(user: StoredUser, now: Date): Promise<StoredSession[]> {
    const sessions = await this.#to.sessions.listOf(user.id);
    return sessions.filter((session) => isHeldBy(session, user) && isAlive(session, this.#to.idleMinutes, now));
  }
}
