import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { asOneTimePassword } from '@cloudapp/accounts/domain/one-time-password';
import type { AttemptLimit } from '@cloudapp/data/attempt-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Parts } from './parts.ts';
import { UserError } from './user-error.ts';

interface Guess {
  readonly user: StoredUser;
  readonly password: string;
  readonly session: { readonly sessionId: string };
  readonly limit: AttemptLimit;
  readonly actor: Actor;
  /** What the password is asked for: a change of it, or a fresh proof. */
  readonly purpose: 'change' | 'proof';
}

const details = {
  change: 'The present password, asked for to change it',
  proof: 'The password, asked for once more',
} as const;

/**
 * Requires the password that a user has now. Whoever has got hold of a session is bounded in it and keeps nobody else out; each wrong
 * one is recorded, and of those that a lock refuses the first, so that nobody can fill the log.
 * @throws UserError wrong-current-password or too-many-attempts
 */
export async function requirePassword(parts: Parts, guess: Guess): Promise<void> {
  const { user, password, session, limit, actor } = guess;
  const attempt = await parts.attempts.begin('password', session.sessionId, limit, actor.now);
  if (!attempt.isAllowed) {
    const { retryAfterSeconds } = attempt;
    const once = { maxFailures: 1, windowSeconds: retryAfterSeconds };
    const told = await parts.attempts.begin('password-locked', session.sessionId, once, actor.now);
    if (told.isAllowed) await record(parts, guess, 'proof-locked', 'Refused while locked, as are further ones');
    throw new UserError({ code: 'too-many-attempts', retryAfterSeconds });
  }
  const meant = user.mustChangePassword ? asOneTimePassword(password) : password;
  if (!(await isPresent(parts, user, meant))) {
    await record(parts, guess, attempt.isLast ? 'proof-locked' : 'proof-failed', details[guess.purpose]);
    throw new UserError({ code: 'wrong-current-password' });
  }
  await parts.attempts.reset('password', session.sessionId);
}

/** Whether a password is the one that a user has now. */
export async function isPresent(
  { credentials, passwords }: Parts,
  user: StoredUser,
  password: string,
): Promise<boolean> {
  const credential = await credentials.get(user.email);
  return credential !== undefined && (await passwords.verify(password, credential.passwordHash));
}

async function record(
  { audit }: Parts,
  { actor, user }: Guess,
  action: 'proof-failed' | 'proof-locked',
  detail: string,
): Promise<void> {
  const { event, at } = auditEntry(actor, action, user, { detail });
  await audit.append(event, at);
}
