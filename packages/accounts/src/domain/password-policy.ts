import { judgePassword } from '@cloudapp/contracts/password-judgement';
import { hasSecondFactor } from './second-factor.ts';
import type { StoredUser } from '@cloudapp/data/user-item';
import { isPasswordTooLong, passwordCharacters, passwordLength } from '@cloudapp/contracts/password-length';

/** Whose password it is: words that an attacker tries first. */
interface Person extends Pick<StoredUser, 'factors'> {
  readonly email: string;
  readonly name: string;
}

/**
 * What is wrong with a password, as the rest of a sentence about it, or undefined. NIST SP 800-63B-4 §3.1.1.2: a minimum length and a
 * blocklist of common, repetitive and context words; no rules of composition.
 */
export function passwordFault(password: string, { email, name, factors }: Person): string | undefined {
  const least = hasSecondFactor({ factors }) ? passwordLength.minWithFactor : passwordLength.min;
  if (passwordCharacters(password) < least) return `must have at least ${least} characters`;
  if (isPasswordTooLong(password)) return `must have at most ${passwordLength.max} characters`;
  return judgePassword(password, [email, name]).fault;
}

/** Whether a password is too short for somebody who has no second factor. */
export function isShortPassword(password: string): boolean {
  return passwordCharacters(password) < passwordLength.min;
}
