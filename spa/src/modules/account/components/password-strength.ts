import type { PasswordJudgement } from '@cloudapp/contracts/password-judgement';
import { isPasswordTooLong, passwordCharacters, passwordLength } from '@cloudapp/contracts/password-length';

export interface PasswordStrength {
  /** 0 too short, 1 refused, 2 fair, 3 good, 4 strong. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly label: string;
  /** What would make it better, or why it is good. */
  readonly advice: string;
}

/** Judges a password as the service does. */
export type Judge = (password: string, known: readonly string[]) => PasswordJudgement;

/** A sentence about a password, of what the service or the judge says of it. */
export function sentenceOfFault(fault: string): string {
  return `It ${fault}.`;
}

/** Characters that a new password needs at least, of somebody who has a second factor or not. */
export function fewestCharacters(hasSecondFactor: boolean): number {
  return hasSecondFactor ? passwordLength.minWithFactor : passwordLength.min;
}

interface Owner {
  /** What others know of them. */
  readonly known: readonly string[];
  readonly hasSecondFactor: boolean;
}

/** What to say of a new password as it is typed; without a judge only its length is judged. */
export function strengthOf(password: string, owner: Owner, judge: Judge | undefined): PasswordStrength {
  const missing = fewestCharacters(owner.hasSecondFactor) - passwordCharacters(password);
  if (missing > 0) {
    return {
      score: 0,
      label: 'Too short',
      advice: `${missing} more ${missing === 1 ? 'character' : 'characters'} needed. Four or five random words make a good one.`,
    };
  }
  if (isPasswordTooLong(password)) {
    const advice = `It must have at most ${passwordLength.max} characters; some of these count for several.`;
    return { score: 1, label: 'Too long', advice };
  }
  if (judge === undefined) {
    return { score: 2, label: 'Long enough', advice: 'Whether it is easy to guess is looked at when you save it.' };
  }
  const { guesses, fault } = judge(password, owner.known);
  if (fault !== undefined) return { score: 1, label: 'Cannot be used', advice: sentenceOfFault(fault) };
  if (guesses < 14) {
    return { score: 2, label: 'Fair', advice: 'A part of it is easy to guess. Another unrelated word helps most.' };
  }
  if (guesses < 17) return { score: 3, label: 'Good', advice: 'Hard to guess. A password manager can remember it.' };
  return { score: 4, label: 'Strong', advice: 'Very hard to guess. A password manager can remember it.' };
}
