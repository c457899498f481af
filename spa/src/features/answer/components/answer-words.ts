import type { Answer } from '@cloudapp/contracts/answer';
import { momentInZone } from '../../../lib/format/zone-time.ts';

/** What an answer is called before and after it is given. */
export interface AnswerWords {
  readonly question: string;
  /** What it means. */
  readonly text: string;
  readonly button: string;
  readonly done: string;
  readonly afterwards: string;
}

/** @param zone in which times are told, the reader's */
export function answerWords({ kind, machine: { name }, until }: Answer, zone: string, now: number): AnswerWords {
  // "until on Monday" is nothing that anybody says.
  const untilWhen = until === undefined ? '' : ` until ${momentInZone(until, zone, now).replace(/^on /, '')}`;
  switch (kind) {
    case 'run-longer':
      return {
        question: `Keep ${name} running${untilWhen}?`,
        text: 'Then it stops, and what is on its disk stays.',
        button: 'Keep it running',
        done: `${name} runs${untilWhen}`,
        afterwards: 'You can give it more time on its page.',
      };
    case 'stop':
      return {
        question: `Stop ${name} now?`,
        text: 'Whatever runs on it ends. What is on its disk stays, and you can start it again whenever you like.',
        button: 'Stop it now',
        done: `${name} is stopping`,
        afterwards: 'What is on its disk stays. You can start it again on its page.',
      };
    case 'keep':
      return {
        question: `Keep ${name}${untilWhen}?`,
        text: 'It stays off, with everything on its disk.',
        button: 'Keep it',
        done: `${name} is kept${untilWhen}`,
        afterwards: 'You are told again before it is deleted.',
      };
  }
}
