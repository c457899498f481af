import { passwordLength } from './password-length.ts';

export interface PasswordStrength {
  /** 0 unusable, 1 weak, 2 fair, 3 good, 4 strong. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly label: string;
  /** What would make it better, or why it is good. */
  readonly advice: string;
}

const commonPieces = /passw[o0]rd|qwert[yz]|letmein|welcome|iloveyou|admin|cloudapp|monkey|dragon|12345|abcde|11111/gi;

/** How many characters an attacker really has to guess: repeats, runs and common words hardly count. */
function effectiveLength(password: string, personal: readonly string[]): number {
  let rest = password
    .replace(commonPieces, '~')
    .replace(/(.)\1{2,}/g, '$1')
    .replace(/(.{2,}?)\1+/g, '$1');
  for (const word of personal.filter((piece) => piece.length >= 3)) {
    rest = rest.replaceAll(new RegExp(word.replace(/[^\p{L}\p{N}]/gu, '\\$&'), 'gi'), '~');
  }
  return rest.length;
}

/** Judges a new password as people type it; the API decides. `personal`: words that others know of its owner. */
export function judgePassword(password: string, personal: readonly string[]): PasswordStrength {
  const missing = passwordLength.min - password.length;
  if (missing > 0) {
    return {
      score: 0,
      label: 'Too short',
      advice: `${missing} more ${missing === 1 ? 'character' : 'characters'} needed. Four or five random words make a good one.`,
    };
  }
  const words = personal.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u));
  const length = effectiveLength(password, words);
  if (length < 8) {
    return { score: 1, label: 'Weak', advice: 'It repeats itself or is built from words that are tried first.' };
  }
  if (length < 15) {
    return { score: 2, label: 'Fair', advice: 'A part of it is easy to guess. Another unrelated word helps most.' };
  }
  if (length < 20) return { score: 3, label: 'Good', advice: 'Hard to guess. A password manager can remember it.' };
  return { score: 4, label: 'Strong', advice: 'Very hard to guess. A password manager can remember it.' };
}
