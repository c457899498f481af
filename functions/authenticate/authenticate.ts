import type { SessionUser, signIn } from '@cloudapp/contracts/session';
import { AccountConflictError, type AccountRepository } from '@cloudapp/data/account-repository';
import type { Attempt, AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { NewAuditEvent } from '@cloudapp/data/audit-event';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { counter } from '@cloudapp/data/counters';
import type { Credential, CredentialRepository } from '@cloudapp/data/credential-repository';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import type { StoredUser, UserRepository } from '@cloudapp/data/user-repository';
import type { SignInRequest } from './sign-in-request.ts';

/** What the contract declares, but for what API Gateway says before it asks. */
type Refusal = Exclude<(typeof signIn.problems)[number], 'too-many-requests'>;

/** The state machine's only question is `authenticated`; the rest is for its two ends. */
export type SignInResult =
  | { readonly authenticated: false; readonly reason: Refusal; readonly retryAfterSeconds?: number }
  | {
      readonly authenticated: true;
      readonly token: string;
      readonly user: SessionUser;
      readonly session: {
        readonly id: string;
        readonly signedInAt: string;
        readonly expiresAt: string;
        readonly mustChangePassword: boolean;
        readonly address: string;
        readonly userAgent: string;
      };
    };

export interface Dependencies {
  readonly accounts: AccountRepository;
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly attempts: AttemptRepository;
  readonly statistics: StatisticsRepository;
  readonly audit: AuditRepository;
  readonly passwords: {
    readonly verify: (password: string, hash: string) => Promise<boolean>;
    /** A hash that nothing matches, at the cost of a real one. */
    readonly unmatchedHash: string;
  };
  readonly newToken: () => string;
  readonly hashToken: (token: string) => string;
  readonly newSessionId: (now: Date) => string;
  readonly limits: {
    readonly sessionAbsoluteHours: number;
    readonly maxFailures: number;
    readonly maxFailuresPerAddress: number;
    readonly windowSeconds: number;
  };
  /** Told when counting failed, which never fails a sign-in. */
  readonly onCountingError: (error: unknown) => void;
}

/** Read in place of a user for an e-mail that nobody has, so that both take as many steps. */
const nobody = `usr_${'0'.repeat(26)}`;
const refused: SignInResult = { authenticated: false, reason: 'authentication-error' };

/** Decides whether e-mail and password hold, and starts a session when they do. */
export function createAuthenticate(to: Dependencies) {
  return async (request: SignInRequest, now: Date): Promise<SignInResult> => {
    const { byEmail, byAddress, credential } = await begin(to, request, now);
    const wait = Math.max(waitOf(byEmail), waitOf(byAddress));
    if (wait > 0) return { authenticated: false, reason: 'too-many-attempts', retryAfterSeconds: wait };

    const user = await findUser(to, request.password, credential);
    if (user === undefined) {
      const isLocked = byEmail.isAllowed && byEmail.isLast;
      await refuse(to, request, credential?.userId, isLocked ? 'sign-in-locked' : 'sign-in-failed', now);
      return refused;
    }
    const [result] = await Promise.all([
      user.status === 'active' ? startSession(to, request, user, now) : refuseDisabled(to, request, user, now),
      to.attempts.reset('email', request.email),
      to.attempts.takeBack('address', request.sourceIp),
    ]);
    return result;
  };
}

async function begin({ attempts, credentials, limits }: Dependencies, { email, sourceIp }: SignInRequest, now: Date) {
  const { windowSeconds, maxFailures, maxFailuresPerAddress } = limits;
  const [byEmail, byAddress, credential] = await Promise.all([
    attempts.begin('email', email, { windowSeconds, maxFailures }, now),
    attempts.begin('address', sourceIp, { windowSeconds, maxFailures: maxFailuresPerAddress }, now),
    email === '' ? undefined : credentials.get(email),
  ]);
  return { byEmail, byAddress, credential };
}

/** The user whose password this is; finding nobody takes the same steps as finding somebody else's password. */
async function findUser({ users, passwords }: Dependencies, password: string, credential: Credential | undefined) {
  const [user, isMatching] = await Promise.all([
    users.get(credential?.userId ?? nobody),
    passwords.verify(password, credential?.passwordHash ?? passwords.unmatchedHash),
  ]);
  return isMatching && credential !== undefined ? user : undefined;
}

function waitOf(attempt: Attempt): number {
  return attempt.isAllowed ? 0 : attempt.retryAfterSeconds;
}

async function refuse(
  to: Dependencies,
  { email, sourceIp }: SignInRequest,
  userId: string | undefined,
  action: 'sign-in-failed' | 'sign-in-locked',
  now: Date,
  detail?: string,
): Promise<void> {
  const counters = { [counter.failedSignIns]: 1, ...(action === 'sign-in-locked' && { [counter.lockouts]: 1 }) };
  const event: NewAuditEvent = {
    action,
    ...(userId !== undefined && { subject: { kind: 'user', id: userId, name: email } }),
    address: sourceIp,
    detail,
  };
  await Promise.all([to.audit.append(event, now), count(to, counters, now)]);
}

async function refuseDisabled(
  to: Dependencies,
  request: SignInRequest,
  user: StoredUser,
  now: Date,
): Promise<SignInResult> {
  await refuse(to, request, user.id, 'sign-in-failed', now, 'The account is disabled');
  return { authenticated: false, reason: 'account-disabled' };
}

async function startSession(
  to: Dependencies,
  { sourceIp, userAgent }: SignInRequest,
  user: StoredUser,
  now: Date,
): Promise<SignInResult> {
  const token = to.newToken();
  const signedInAt = now.toISOString();
  const expiresAt = new Date(now.getTime() + to.limits.sessionAbsoluteHours * 3_600_000).toISOString();
  const sessionId = to.newSessionId(now);
  const session = {
    tokenHash: to.hashToken(token),
    sessionId,
    userId: user.id,
    epoch: user.sessionEpoch,
    createdAt: signedInAt,
    lastSeenAt: signedInAt,
    expiresAt,
    address: sourceIp,
    userAgent,
  };
  const actor = { id: user.id, name: user.name };
  const event: NewAuditEvent = { action: 'sign-in', actor, subject: { kind: 'user', ...actor }, address: sourceIp };
  try {
    await Promise.all([
      to.accounts.signIn(user, session, { event, at: now }),
      count(to, { [counter.signIns]: 1 }, now),
    ]);
  } catch (error) {
    // Disabled, deleted or signed out everywhere since the user was read: as if the attempt had come a moment later.
    if (error instanceof AccountConflictError) return refused;
    throw error;
  }
  const { id, email, name, role, mustChangePassword } = user;
  return {
    authenticated: true,
    token,
    user: { id, email, name, role },
    session: { id: sessionId, signedInAt, expiresAt, mustChangePassword, address: sourceIp, userAgent },
  };
}

async function count(to: Dependencies, counters: Record<string, number>, now: Date): Promise<void> {
  await to.statistics.count(counters, now).catch(to.onCountingError);
}
