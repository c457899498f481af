import type { Attempt } from '@cloudapp/data/attempt-item';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { Credential, CredentialRepository } from '@cloudapp/data/credential-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { asOneTimePassword } from '../domain/one-time-password.ts';
import type { Proof, Prove } from './proof.ts';
import type { SignInLog } from './sign-in-log.ts';

/** An e-mail in its normal form, and the password that is to prove it. */
export interface PasswordRequest {
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

interface PasswordProofParts {
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly attempts: AttemptRepository;
  readonly log: SignInLog;
  readonly passwords: {
    readonly verify: (password: string, hash: string) => Promise<boolean>;
    /** A hash that nothing matches, at the cost of a real one. */
    readonly unmatchedHash: string;
  };
  readonly limits: {
    readonly maxFailures: number;
    readonly maxFailuresPerAddress: number;
    readonly windowSeconds: number;
  };
}

/** Read in place of a user for an e-mail that nobody has, so that both take as many steps. */
const nobody = `usr_${'0'.repeat(26)}`;

/** Proves people by e-mail and password. Attempts are counted before they are made. */
export function passwordProof(to: PasswordProofParts): Prove<PasswordRequest> {
  return async (request: PasswordRequest, now: Date): Promise<Proof> => {
    const { email, address } = request;
    const { byEmail, byAddress, credential } = await begin(to, request, now);
    const retryAfterSeconds = Math.max(waitOf(byEmail), waitOf(byAddress));
    if (retryAfterSeconds > 0) return { isProven: false, refusal: { reason: 'too-many-attempts', retryAfterSeconds } };

    const user = await findUser(to, request.password, credential);
    if (user === undefined) {
      const isLocked = byEmail.isAllowed && byEmail.isLast;
      const subject = credential && { id: credential.userId, email };
      await to.log.refused({ action: isLocked ? 'sign-in-locked' : 'sign-in-failed', subject, address }, now);
      return { isProven: false, refusal: { reason: 'authentication-error' } };
    }
    const settle = () => Promise.all([to.attempts.reset('email', email), to.attempts.takeBack('address', address)]);
    return { isProven: true, user, settle };
  };
}

async function begin(to: PasswordProofParts, { email, address }: PasswordRequest, now: Date) {
  const { windowSeconds, maxFailures, maxFailuresPerAddress } = to.limits;
  const [byEmail, byAddress, credential] = await Promise.all([
    to.attempts.begin('email', email, { windowSeconds, maxFailures }, now),
    to.attempts.begin('address', address, { windowSeconds, maxFailures: maxFailuresPerAddress }, now),
    email === '' ? undefined : to.credentials.get(email),
  ]);
  return { byEmail, byAddress, credential };
}

/** The user whose password this is; finding nobody takes the same steps as finding somebody else's password. */
async function findUser(
  { users, passwords }: PasswordProofParts,
  password: string,
  credential: Credential | undefined,
): Promise<StoredUser | undefined> {
  const user = await users.get(credential?.userId ?? nobody);
  const meant = user?.mustChangePassword === true ? asOneTimePassword(password) : password;
  const isMatching = await passwords.verify(meant, credential?.passwordHash ?? passwords.unmatchedHash);
  return isMatching && credential !== undefined ? user : undefined;
}

function waitOf(attempt: Attempt): number {
  return attempt.isAllowed ? 0 : attempt.retryAfterSeconds;
}
