import { asTyped, randomGroups, readableAlphabet } from './typed-groups.ts';

const groups = 4;
const groupLength = 5;

/** A password to hand over once: four groups of five characters, 20 × 5 = 100 random bits, 23 characters. */
export function generateOneTimePassword(random: (size: number) => Uint8Array): string {
  return randomGroups(random, groups, groupLength);
}

const form = new RegExp(
  `^(?:[${readableAlphabet}]{${groupLength}}-){${groups - 1}}[${readableAlphabet}]{${groupLength}}$`,
);

/**
 * A one-time password as it was meant, however it was copied; what is none then comes back as it is. In a password that somebody has
 * chosen each character counts: ask only where the account waits for a one-time password.
 */
export function asOneTimePassword(typed: string): string {
  const meant = asTyped(typed);
  return form.test(meant) ? meant : typed;
}

/** How long the browser that used a one-time password may do so again, in seconds: the answer may have been lost. */
export const repeatableSeconds = 60;

export type OneTimeFault = 'one-time-password-used' | 'one-time-password-expired';

/** Why a one-time password is good for nothing (any more), or undefined. */
export function oneTimeFault(
  {
    expiresAt,
    usedAt,
    usedBy,
  }: {
    readonly expiresAt?: number | undefined;
    readonly usedAt?: number | undefined;
    readonly usedBy?: string | undefined;
  },
  by: string,
  now: Date,
): OneTimeFault | undefined {
  const seconds = Math.floor(now.getTime() / 1000);
  if (usedAt !== undefined) {
    return usedBy === by && seconds - usedAt <= repeatableSeconds ? undefined : 'one-time-password-used';
  }
  return expiresAt !== undefined && expiresAt <= seconds ? 'one-time-password-expired' : undefined;
}
