import type { ReplacedToken, StoredSession } from '@cloudapp/data/session-item';
import type { StoredUser } from '@cloudapp/data/user-item';

/** That a session or a token was used is written at most this often, so that reading does not cost a write each time. */
const touchIntervalMs = 60_000;
/** How long what was on its way with a token, when its session got another, is still its session's. */
const graceMs = 30_000;
/** Sessions that a person may have at once. */
export const maxSessions = 20;

/** Where somebody who signs in comes from. */
export interface Origin {
  /** The network address. */
  readonly address: string;
  readonly userAgent: string;
}

/** What a session begins as. */
export function newSession(
  ids: { readonly sessionId: string; readonly tokenHash: string },
  user: StoredUser,
  { address, userAgent }: Origin,
  absoluteHours: number,
  now: Date,
  { company, provenAt }: Partial<Pick<StoredSession, 'company' | 'provenAt'>> = {},
): StoredSession {
  return {
    ...ids,
    ...(company !== undefined && { company }),
    ...(provenAt !== undefined && { provenAt }),
    userId: user.id,
    epoch: user.sessionEpoch,
    createdAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + absoluteHours * 3_600_000).toISOString(),
    address,
    userAgent,
  };
}

/** A session as it goes on under another token, and what the one that it had comes to. */
export function underToken(
  session: StoredSession,
  tokenHash: string,
  changes: Partial<Pick<StoredSession, 'provenAt' | 'epoch'>>,
  now: Date,
): { session: StoredSession; replaced: ReplacedToken } {
  const { sessionId, createdAt, provenAt = createdAt } = session;
  const until = new Date(now.getTime() + graceMs).toISOString();
  return {
    session: { ...session, ...changes, tokenHash },
    replaced: { tokenHash: session.tokenHash, sessionId, replacedBy: tokenHash, provenAt, until },
  };
}

/** Whether a session has neither ended nor been idle for too long. */
export function isAlive(session: StoredSession, idleMinutes: number, now: Date): boolean {
  const isExpired = Date.parse(session.expiresAt) <= now.getTime();
  const isIdle = Date.parse(session.lastSeenAt) + idleMinutes * 60_000 <= now.getTime();
  return !isExpired && !isIdle;
}

/** Whether the user of a session or a token is active and has not been signed out since it began. */
export function isHeldBy({ userId, epoch }: Pick<StoredSession, 'userId' | 'epoch'>, user: StoredUser): boolean {
  return userId === user.id && user.status === 'active' && user.sessionEpoch === epoch;
}

/** Whether it is time to note a use, after the one that was last noted, if any. */
export function isTouchDue(lastNotedAt: string | undefined, now: Date): boolean {
  return lastNotedAt === undefined || Date.parse(lastNotedAt) + touchIntervalMs <= now.getTime();
}

/** The oldest of a user's sessions, as many as there are too many beside the one that has just begun. */
export function sessionsBeyondLimit(
  user: StoredUser,
  started: StoredSession,
  sessions: readonly StoredSession[],
  now: Date,
): StoredSession[] {
  const others = sessions.filter(
    (session) =>
      session.tokenHash !== started.tokenHash &&
      isHeldBy(session, user) &&
      Date.parse(session.expiresAt) > now.getTime(),
  );
  const newestFirst = others.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return newestFirst.slice(maxSessions - 1);
}
