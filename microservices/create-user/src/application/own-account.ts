import type { Profile, ProfileChanges, Session } from '@cloudapp/contracts/session';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { isShortPassword, passwordFault } from '@cloudapp/accounts/domain/password-policy';
import { hashToken } from '@cloudapp/data/token';
import { presentUser } from '../domain/user-edit.ts';
import { orSessionEnded } from './or-session-ended.ts';
import type { Parts, ProvenActor } from './parts.ts';
import { isPresent, requirePassword } from './present-password.ts';
import { UserError } from './user-error.ts';
import { mailTroubleOf, requireUser, updateUser } from './users.ts';

/** The session that a request came with. */
export interface OwnSession {
  readonly sessionId: string;
  readonly tokenHash: string;
}

interface PasswordChange {
  readonly currentPassword?: string | undefined;
  readonly newPassword: string;
}

export async function ownProfile(parts: Parts, id: string): Promise<Profile> {
  const user = await orSessionEnded(requireUser(parts, id));
  const [quota, mailTrouble] = await Promise.all([parts.quotas.get(id), mailTroubleOf(parts, user.email)]);
  return { ...presentUser(user, quota), mailTrouble, timeZone: user.timeZone };
}

export async function changeSelf(
  parts: Parts,
  { name, timeZone }: ProfileChanges,
  actor: ProvenActor,
): Promise<Profile> {
  if (name !== undefined) await orSessionEnded(updateUser(parts, actor.id, { name }, actor));
  if (timeZone !== undefined) await parts.users.setTimeZone(actor.id, timeZone);
  return await ownProfile(parts, actor.id);
}

/**
 * Sets one's own password, ends all other sessions and keeps this one. Guesses of the current one are bounded in each session: whoever
 * has got hold of one keeps nobody else out.
 * @returns the token that the session has from now on
 */
export async function changeOwnPassword(
  parts: Parts,
  { currentPassword, newPassword }: PasswordChange,
  session: OwnSession,
  actor: Actor,
): Promise<string> {
  const user = await orSessionEnded(requireUser(parts, actor.id));
  // Who must change a one-time password has just signed in with it; nothing else is open to that session.
  if (currentPassword !== undefined) {
    await requirePassword(parts, {
      user,
      password: currentPassword,
      session,
      limit: parts.limit,
      actor,
      purpose: 'change',
    });
  } else if (!user.mustChangePassword) {
    throw new UserError({ code: 'wrong-current-password' });
  }
  const fault = (await isPresent(parts, user, newPassword))
    ? 'must differ from the current password'
    : passwordFault(newPassword, user);
  if (fault !== undefined) throw new UserError({ code: 'password-unacceptable', fault });
  const hash = await parts.passwords.hash(newPassword);
  const entry = auditEntry(actor, 'password-changed', user);
  const token = parts.newToken();
  await parts.accounts.setPassword(
    user,
    { hash, isShort: isShortPassword(newPassword) },
    { from: session.tokenHash, to: hashToken(token) },
    entry,
  );
  return token;
}

export async function listOwnSessions(parts: Parts, current: OwnSession, actor: Actor): Promise<{ items: Session[] }> {
  const user = await orSessionEnded(requireUser(parts, actor.id));
  const sessions = await parts.sessions.listOf(user, actor.now);
  const items = sessions.map(({ sessionId: id, createdAt, lastSeenAt, address, userAgent }) => ({
    id,
    current: id === current.sessionId,
    createdAt,
    lastSeenAt,
    address,
    userAgent,
  }));
  return { items };
}

/** Ends one of one's own sessions, with a fresh proof: whoever has got hold of one must not end the others. Somebody else's does not exist. */
export async function endOwnSession(parts: Parts, sessionId: string, actor: ProvenActor): Promise<void> {
  requireFreshProof(actor, actor.now);
  const user = await orSessionEnded(requireUser(parts, actor.id));
  const session = (await parts.sessions.listOf(user, actor.now)).find((one) => one.sessionId === sessionId);
  if (session === undefined) throw new UserError({ code: 'session-not-found' });
  const entry = auditEntry(actor, 'session-ended', { id: sessionId, name: session.address }, { kind: 'session' });
  try {
    await parts.accounts.endSession(session.tokenHash, user.id, entry);
  } catch (error) {
    const hasEnded = error instanceof AccountConflictError && error.code === 'session-ended';
    throw hasEnded ? new UserError({ code: 'session-not-found' }, error) : error;
  }
}

/** Signs out. */
export async function signOut(parts: Parts, session: OwnSession, actor: Actor): Promise<void> {
  const entry = auditEntry(actor, 'sign-out', { id: session.sessionId, name: actor.address }, { kind: 'session' });
  await parts.accounts.endSession(session.tokenHash, actor.id, entry);
}
