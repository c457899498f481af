import { countGuesses, type PieceKind } from './password-guesses.ts';

/**
 * The power of ten of how many guesses a password must stand: 3 × 10¹¹ take a year at the 10,000 a second that may be tried of a
 * stolen Argon2id hash. Four words by dice and random text stand more ([why](docs/adr/0024-passwords-by-guesses.md)).
 */
export const fewestGuesses = 11.5;

const faults: Readonly<Record<PieceKind, string>> = {
  'own-words': 'is made mostly of your name, your e-mail address or the name of this product, which is tried first',
  'common-password': 'is made mostly of passwords that attackers try first',
  'common-words': 'is made of a few common words, which attackers put together: add one or two that nobody expects',
  repeat: 'repeats itself, which hardly makes it harder to guess',
  row: 'follows a row of keys, letters or digits, which is guessed early',
  year: 'is made mostly of years, which are guessed early',
  character: 'has too few different characters',
};

export interface PasswordJudgement {
  /** The power of ten of how many guesses it takes. */
  readonly guesses: number;
  /** Why it cannot be used, as the rest of a sentence about it. */
  readonly fault?: string;
}

/** Judges a password whose length is right, by the service and the pages alike. `known`: what others know of its owner. */
export function judgePassword(password: string, known: readonly string[]): PasswordJudgement {
  const { log10, kind } = countGuesses(password, known);
  return { guesses: log10, ...(log10 < fewestGuesses && { fault: faults[kind] }) };
}
