import type { StoredSession } from '@cloudapp/data/session-item';
import type { SessionRepository } from '@cloudapp/data/session-repository';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { isAlive, isHeldBy, isTouchDue } from '../domain/session-life.ts';
import type { FactorDemand } from './factor-demand.ts';

/** A token's session together with its user: both hold at the instant of asking. */
export interface AuthenticatedSession {
  readonly sessionId: string;
  /** Of the token that was shown; its session may have another by now. */
  readonly tokenHash: string;
  readonly signedInAt: string;
  /** When its holder last proved who they are. */
  readonly provenAt: string;
  readonly expiresAt: string;
  /** From when on its user must have a second factor; absent of whom none is demanded, or who has one. */
  readonly secondFactorDue?: string | undefined;
  /** The company that signed its user in, where one did. */
  readonly company?: StoredSession['company'];
  readonly user: StoredUser;
}

interface SessionCheckParts {
  readonly sessions: SessionRepository;
  readonly users: UserRepository;
  readonly demand: FactorDemand;
  /** A session that was not used for so long has ended. */
  readonly idleMinutes: number;
}

/** Tokens whose holders are remembered: some 2 MB. */
const mostHolders = 10_000;

/** Tells which sessions hold. The service kit is given one, and asks it for every request. */
export class SessionCheck {
  readonly #to: SessionCheckParts;
  /** Whose session a token stands for, which never changes, so that the two can be read together. Nothing else is remembered. */
  readonly #holders = new Map<string, string>();

  constructor(parts: SessionCheckParts) {
    this.#to = parts;
  }

  /**
   * The session that a token stands for: neither ended nor idle too long, of a user who exists, is active and has not been
   * signed out since. Reads are consistent, so what an administrator does takes effect with the next request; a demand for second
   * factors within `demandSeconds`.
   */
  async authenticate(token: string, now: Date): Promise<AuthenticatedSession | undefined> {
    const { sessions, demand, idleMinutes } = this.#to;
    const tokenHash = hashToken(token);
    const found = await this.#read(tokenHash, now);
    if (found === undefined || !isAlive(found.session, idleMinutes, now)) return undefined;
    const { session, user } = found;
    if (!isHeldBy(session, user)) return undefined;
    // Ended meanwhile, or given another token: what holds now is looked up again.
    if (isTouchDue(session.lastSeenAt, now) && !(await sessions.touch(session.tokenHash, now)))
      return this.authenticate(token, now);
    const { sessionId, createdAt: signedInAt, provenAt = signedInAt, expiresAt, company } = session;
    // How a company makes sure of its people is the company's to decide.
    const secondFactorDue = company === undefined ? await demand.dueOf(user, now) : undefined;
    return { sessionId, tokenHash, signedInAt, provenAt, expiresAt, secondFactorDue, company, user };
  }

  /** By one request where it is known whose session it is, else one after the other. */
  async #read(tokenHash: string, now: Date): Promise<{ session: StoredSession; user: StoredUser } | undefined> {
    const { sessions, users } = this.#to;
    const holder = this.#holders.get(tokenHash);
    const together = holder === undefined ? undefined : await sessions.getWithUser(tokenHash, holder);
    if (together !== undefined) return together;
    this.#holders.delete(tokenHash);
    const session = await sessions.get(tokenHash, now);
    if (session === undefined) return undefined;
    const user = await users.get(session.userId);
    if (user === undefined) return undefined;
    if (session.tokenHash === tokenHash) this.#remember(tokenHash, user.id);
    return { session, user };
  }

  #remember(tokenHash: string, userId: string): void {
    this.#holders.set(tokenHash, userId);
    const [oldest] = this.#holders.keys();
    if (this.#holders.size > mostHolders && oldest !== undefined) this.#holders.delete(oldest);
  }

  /** The sessions of a user that still hold, newest first. */
  async listOf(user: StoredUser, now: Date): Promise<StoredSession[]> {
    const sessions = await this.#to.sessions.listOf(user.id);
    return sessions.filter((session) => isHeldBy(session, user) && isAlive(session, this.#to.idleMinutes, now));
  }
}
