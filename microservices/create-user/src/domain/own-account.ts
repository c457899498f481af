import type { Session } from '@cloudapp/contracts/session';
import type { User } from '@cloudapp/contracts/user';
import type { AttemptLimit } from '@cloudapp/data/attempt-repository';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { orProblem } from './conflict.ts';
import { told, type Doer, type Parts } from './parts.ts';
import { passwordFault } from './password-policy.ts';
import { requireUser, updateUser } from './users.ts';

/** The session that a request came with. */
interface OwnSession {
  readonly sessionId: string;
  readonly tokenHash: string;
}

interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export async function renameSelf(parts: Parts, name: string, doer: Doer): Promise<User> {
  return updateUser(parts, doer.id, { name }, doer);
}

/** Sets one's own password, ends all other sessions and keeps this one. Guesses of the current one are throttled. */
export async function changeOwnPassword(
  parts: Parts,
  { currentPassword, newPassword }: PasswordChange,
  limit: AttemptLimit,
  session: OwnSession,
  doer: Doer,
): Promise<void> {
  const user = await requireUser(parts, doer.id);
  const attempt = await parts.attempts.begin('password', user.id, limit, doer.now);
  if (!attempt.isAllowed) {
    throw new ProblemError('too-many-attempts', { retryAfterSeconds: attempt.retryAfterSeconds });
  }
  const credential = await parts.credentials.get(user.email);
  const isMatching =
    credential !== undefined && (await parts.passwords.verify(currentPassword, credential.passwordHash));
  if (!isMatching) {
    throw new ProblemError('wrong-current-password', {
      errors: [{ pointer: '/currentPassword', detail: 'is not your current password' }],
    });
  }
  await parts.attempts.reset('password', user.id);
  const fault =
    currentPassword === newPassword ? 'must differ from the current password' : passwordFault(newPassword, user);
  if (fault !== undefined) {
    throw new ProblemError('password-unacceptable', { errors: [{ pointer: '/newPassword', detail: fault }] });
  }
  const hash = await parts.passwords.hash(newPassword);
  const event = told(doer, 'password-changed', user);
  await orProblem(parts.accounts.setPassword(user, { hash, mustChange: false }, session, event), 'session-required');
}

export async function listOwnSessions(parts: Parts, current: OwnSession, doer: Doer): Promise<{ items: Session[] }> {
  const user = await requireUser(parts, doer.id);
  const sessions = await parts.sessions.listOf(user, doer.now);
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

/** Ends one of one's own sessions; somebody else's does not exist. */
export async function endOwnSession(parts: Parts, sessionId: string, doer: Doer): Promise<void> {
  const user = await requireUser(parts, doer.id);
  const session = (await parts.sessions.listOf(user, doer.now)).find((one) => one.sessionId === sessionId);
  if (session === undefined) throw new ProblemError('not-found');
  const event = told(doer, 'session-ended', { id: sessionId, name: session.address }, { kind: 'session' });
  await orProblem(parts.accounts.endSession(session.tokenHash, user.id, event));
}

/** Signs out. */
export async function signOut(parts: Parts, session: OwnSession, doer: Doer): Promise<void> {
  const event = told(doer, 'sign-out', { id: session.sessionId, name: doer.address }, { kind: 'session' });
  await orProblem(parts.accounts.endSession(session.tokenHash, doer.id, event), 'session-required');
}
