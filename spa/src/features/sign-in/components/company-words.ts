import { ApiError, type ApiErrorCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';

/** What is said of a sign-in with a company that failed. */
export interface CompanyWords {
  readonly title: string;
  readonly text: string;
  /** What helps best: the same once more, another account there, or none of it. */
  readonly way: 'again' | 'as-another' | 'elsewhere';
}

type Wording = (name: string) => CompanyWords;

const refused: Wording = (name) => ({
  title: `The answer of ${name} was not accepted`,
  text: 'CloudApp could not make sure that it belongs to your sign-in, so nobody was signed in. Try again; if it stays so, tell an administrator.',
  way: 'again',
});

const tookTooLong: Wording = (name) => ({
  title: 'Begin again',
  text: `This took too long, or was used already. Nothing is lost: sign in with ${name} once more.`,
  way: 'again',
});

const wordings: Partial<Record<ApiErrorCode, Wording>> = {
  'company-denied': (name) => ({
    title: `${name} did not sign you in`,
    text: `You stopped it there, or ${name} does not let you use CloudApp. Try again, or ask an administrator.`,
    way: 'again',
  }),
  'company-refused': refused,
  'invalid-request': refused,
  'company-not-allowed': (name) => ({
    title: 'This account is not allowed here',
    text: `${name} knows you, but CloudApp has no account for you. If you have another account there, use that; else ask an administrator to let you in.`,
    way: 'as-another',
  }),
  'company-email-unverified': (name) => ({
    title: 'Your e-mail address is not verified',
    text: `CloudApp takes only an address that ${name} has made sure of. Have it verified there, then try again.`,
    way: 'again',
  }),
  'company-clock': (name) => ({
    title: 'The clocks differ too much',
    text: `That of ${name} and that of CloudApp do not agree, which is no fault of yours. Tell an administrator, and try again later.`,
    way: 'again',
  }),
  'company-unavailable': (name) => ({
    title: `The sign-in of ${name} does not answer`,
    text: 'Nothing is wrong with your account. Try again in a minute.',
    way: 'again',
  }),
  'account-disabled': (name) => ({
    title: 'This account is disabled',
    text: `${name} knows you, but an administrator of CloudApp has switched your account off. Ask them to enable it.`,
    way: 'elsewhere',
  }),
  'ticket-ended': tookTooLong,
  offline: () => ({
    title: 'You are offline',
    text: 'Your browser cannot reach CloudApp. Check your connection, then try again.',
    way: 'again',
  }),
};

/** What to say of a failure, whatever it is. */
export function companyWordsFor(error: unknown, name: string): CompanyWords {
  if (!(error instanceof ApiError)) return notAvailable;
  if (error.code === 'too-many-attempts' || error.code === 'too-many-requests') return tooMany(error);
  return wordings[error.code]?.(name) ?? notAvailable;
}

const notAvailable: CompanyWords = {
  title: 'CloudApp is not available at the moment',
  text: 'The fault is ours, and you were not signed in. Your machines keep running. Try again in a minute.',
  way: 'again',
};

function tooMany({ retryAfterSeconds }: ApiError): CompanyWords {
  const wait = retryAfterSeconds === undefined ? 'a while' : formatDuration(retryAfterSeconds);
  return {
    title: 'Too many tries',
    text: `To keep others out, signing in is paused where you are. Wait ${wait}, then try again.`,
    way: 'again',
  };
}
