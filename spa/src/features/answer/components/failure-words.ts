import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';

/** Why an answer was not taken. */
export interface FailureWords {
  readonly title: string;
  readonly text: string;
  /** Whether the same may go well in a moment. */
  readonly canTryAgain: boolean;
}

export function failureWords(error: unknown): FailureWords {
  if (hasCode(error, 'not-found', 'invalid-request')) {
    return {
      title: 'This link does not work any more',
      text: 'It was used already, it is too old, or things have changed since. Nothing was changed now.',
      canTryAgain: false,
    };
  }
  if (hasCode(error, 'state-conflict')) {
    return { title: 'That is not possible', text: `${error.detail ?? error.message}.`, canTryAgain: false };
  }
  if (hasCode(error, 'too-many-requests')) {
    const wait = formatDuration(error.retryAfterSeconds ?? 600);
    return { title: 'Too many links were tried', text: `Wait ${wait}, then try again.`, canTryAgain: true };
  }
  if (hasCode(error, 'offline')) {
    return { title: 'You are offline', text: 'Check your connection, then try again.', canTryAgain: true };
  }
  return {
    title: 'CloudApp does not answer',
    text: 'It is not known whether anything was changed. Try again in a moment.',
    canTryAgain: true,
  };
}
