/** Bounds from NIST SP 800-63B-4 §3.1.1.2: at least 15 characters, 8 beside a second factor; no composition rules. */
export const passwordLength = { min: 15, minWithFactor: 8, max: 256 } as const;

/**
 * Characters of a password as NIST counts them, Unicode's code points, typed or normalised, whichever are fewer: some single ones
 * become a sentence by NFKC, and nobody guesses those letter by letter.
 */
export function passwordCharacters(password: string): number {
  return Math.min(Array.from(password).length, Array.from(password.normalize('NFKC')).length);
}

/** Whether it is more than is ever judged, typed or normalised. */
export function isPasswordTooLong(password: string): boolean {
  return Math.max(password.length, password.normalize('NFKC').length) > passwordLength.max;
}
