import type { Credential, CredentialRepository } from '@cloudapp/data/credential-repository';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { asOneTimePassword, type OneTimeFault } from '../domain/one-time-password.ts';
import { isActiveAdministrator } from '../domain/user-changes.ts';
import type { KnownDevices } from './known-devices.ts';
import { useOneTimePassword } from './one-time-passwords.ts';
import type { Proof, Prove } from './proof.ts';
import type { RefusedAttempt, SignInLimits } from './sign-in-limits.ts';
import type { RefusedSignIn, SignInLog } from './sign-in-log.ts';

/** An e-mail in its normal form, and the password that is to prove it. */
export interface PasswordRequest {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
  /** The token by which the browser may be known. */
  readonly device?: string | undefined;
}

interface PasswordProofParts {
  readonly users: UserRepository;
  readonly credentials: CredentialRepository;
  readonly devices: KnownDevices;
  readonly settings: Pick<SettingRepository, 'signIn'>;
  readonly limits: SignInLimits;
  readonly log: SignInLog;
  readonly passwords: {
    readonly verify: (password: string, hash: string) => Promise<boolean>;
    /** A hash that nothing matches, at the cost of a real one. */
    readonly unmatchedHash: string;
  };
}

/** Read in place of a user for an e-mail that nobody has, so that both take as many steps. */
const nobody = `usr_${'0'.repeat(26)}`;

const oneTimeDetails = {
  'one-time-password-used': 'The one-time password was used before',
  'one-time-password-expired': 'The one-time password is too old',
} as const;

/** Proves people by e-mail and password. Attempts are counted before they are made. */
export function passwordProof(to: PasswordProofParts): Prove<PasswordRequest> {
  return async (request: PasswordRequest, now: Date): Promise<Proof> => {
    const { email, address } = request;
    const credential = email === '' ? undefined : await to.credentials.get(email);
    const knownDevice = await knownDeviceOf(to, request, credential, now);
    const attempt = await to.limits.begin({ email, credential, address, knownDevice }, now);
    const subject = credential && { id: credential.userId, email };
    if (!attempt.isAllowed) return await refuseLocked(to, attempt, { subject, address }, now);

    const [user, settings] = await Promise.all([findUser(to, request.password, credential), to.settings.signIn()]);
    if (user === undefined) {
      await to.log.refused({ action: attempt.isLast ? 'sign-in-locked' : 'sign-in-failed', subject, address }, now);
      return { isProven: false, refusal: { reason: 'authentication-error' } };
    }
    if (!(await isPasswordTaken(to.users, user, settings))) {
      const detail = 'The password was right, and passwords are switched off';
      await to.log.refused({ action: 'sign-in-failed', subject: user, address, detail }, now);
      return { isProven: false, refusal: { reason: 'passwords-off' } };
    }
    const fault = await useIfOneTime(to, user, credential, request, now);
    if (fault !== undefined) {
      await to.log.refused({ action: 'sign-in-failed', subject: user, address, detail: oneTimeDetails[fault] }, now);
      return { isProven: false, refusal: { reason: fault } };
    }
    return { isProven: true, user, settings, isKnownBrowser: knownDevice !== undefined, settle: attempt.takeBack };
  };
}

/** A disabled account keeps its one-time password: no session begins that would use it. */
async function useIfOneTime(
  { credentials }: PasswordProofParts,
  { mustChangePassword, status }: StoredUser,
  credential: Credential | undefined,
  request: PasswordRequest,
  now: Date,
): Promise<OneTimeFault | undefined> {
  if (credential === undefined || !mustChangePassword || status !== 'active') return undefined;
  return await useOneTimePassword(credentials, credential, request, now);
}

/** Passwords that are switched off are taken of two all the same, so that nobody can lock everybody out. */
async function isPasswordTaken(
  users: UserRepository,
  user: StoredUser,
  { passwordsOf, breakGlassUserId }: StoredSignInSettings,
): Promise<boolean> {
  if (passwordsOf === 'everybody' || user.id === breakGlassUserId) return true;
  return isActiveAdministrator(user) && (await users.administrators()).active === 1;
}

/** Of what a lock refuses the first is recorded, so that nobody can fill the log. */
async function refuseLocked(
  { log }: PasswordProofParts,
  { retryAfterSeconds, isFirst }: RefusedAttempt,
  refused: Pick<RefusedSignIn, 'subject' | 'address'>,
  now: Date,
): Promise<Proof> {
  const detail = 'Refused while locked, as are further ones';
  if (isFirst) await log.refused({ action: 'sign-in-failed', ...refused, detail }, now);
  return { isProven: false, refusal: { reason: 'too-many-attempts', retryAfterSeconds } };
}

/** The browser's token, where it is one that the account's owner has signed in from. */
async function knownDeviceOf(
  { devices }: PasswordProofParts,
  { device }: PasswordRequest,
  credential: Credential | undefined,
  now: Date,
): Promise<string | undefined> {
  if (device === undefined) return undefined;
  return (await devices.isKnown(device, credential?.userId ?? nobody, now)) ? device : undefined;
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
