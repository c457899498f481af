/** Crockford's base 32: no letter that is taken for another when it is read aloud or copied by hand. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const groups = 4;
const groupLength = 5;

/** A password to hand over once: four groups of five characters, 20 × 5 = 100 random bits, 23 characters. */
export function generateOneTimePassword(random: (size: number) => Uint8Array): string {
  const characters = Array.from(random(groups * groupLength), (byte) => alphabet.charAt(byte % alphabet.length));
  return Array.from({ length: groups }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-');
}

const form = new RegExp(`^(?:[${alphabet}]{${groupLength}}-){${groups - 1}}[${alphabet}]{${groupLength}}$`);

/**
 * A one-time password as it was meant: what mail programs, chats, word processors and phones make of it (blanks of any kind, signs
 * that nobody sees, hyphens that do not break, capitals) undone; what is none then comes back as it is. In a password that somebody
 * has chosen each character counts: ask only where the account waits for a one-time password.
 */
export function asOneTimePassword(typed: string): string {
  const meant = typed
    .toLowerCase()
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/[\u2010-\u2015\u2212\uFE63\uFF0D]/gu, '-');
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
