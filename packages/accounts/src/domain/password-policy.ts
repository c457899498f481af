import { judgePassword } from '@cloudapp/contracts/password-judgement';
import { isPasswordTooLong, passwordCharacters, passwordLength } from '@cloudapp/contracts/password-length';

/** Whose password it is: words that an attacker tries first. */
interface Person {
  readonly email: string;
  readonly name: string;
}

/**
 * What is wrong with a password, as the rest of a sentence about it, or undefined. NIST SP 800-63B-4 §3.1.1.2: a minimum length and a
 * blocklist of common, repetitive and context words; no rules of composition.
 */
export function passwordFault(password: string, { email, name }: Person): string | undefined {
  if (passwordCharacters(password) < passwordLength.min) return `must have at least ${passwordLength.min} characters`;
  if (isPasswordTooLong(password)) return `must have at most ${passwordLength.max} characters`;
  return judgePassword(password, [email, name]).fault;
}
