import { Notice } from '../../../components/notice.tsx';
import { ApiError, hasCode, type ApiErrorCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { PasskeyError } from '../../../lib/passkey-support.ts';

interface SignInFailureProps {
  readonly error: unknown;
  /** Seconds until the next try is allowed; only after too many. */
  readonly waitSeconds: number;
}

interface Words {
  readonly title: string;
  readonly text: string;
}

const wrongCredentials: Words = {
  title: 'Authentication Error',
  text: 'The e-mail or the password is wrong. Check both and try again.',
};

const wordings: Partial<Record<ApiErrorCode, Words>> = {
  'authentication-error': wrongCredentials,
  'invalid-request': wrongCredentials,
  'account-disabled': {
    title: 'This account is disabled',
    text: 'The password is right, but an administrator has switched the account off. Ask them to enable it.',
  },
  'passwords-off': {
    title: 'Passwords are switched off',
    text: 'The password is right, but here it signs nobody in. Sign in with your company, or with a passkey.',
  },
  'one-time-password-used': {
    title: 'This one-time password was used before',
    text: 'It opens the door once. Ask the administrator who sent it to you for a new link.',
  },
  'one-time-password-expired': {
    title: 'This one-time password is too old',
    text: 'Ask the administrator who sent it to you for a new link.',
  },
  'factor-refused': {
    title: 'This passkey was not accepted',
    text: 'It may have been removed. Try another one, or sign in with your password.',
  },
  'ticket-ended': {
    title: 'Begin again',
    text: 'This took too long, or was tried too often. Enter your password again.',
  },
  offline: {
    title: 'You are offline',
    text: 'Your browser cannot reach CloudApp. Check your connection, then try again.',
  },
};

function wordsFor(error: unknown): Words {
  if (error instanceof PasskeyError) {
    return {
      title: 'Your browser could not use a passkey',
      text: 'Try again, or sign in another way.',
    };
  }
  const words = error instanceof ApiError ? wordings[error.code] : undefined;
  return (
    words ?? {
      title: 'Signing in is not possible at the moment',
      text: 'CloudApp has a problem of its own; your password was not checked. Try again in a minute.',
    }
  );
}

/** Why the sign-in failed and what to do next. */
export function SignInFailure({ error, waitSeconds }: SignInFailureProps) {
  if (hasCode(error, 'too-many-attempts', 'too-many-requests')) return <TooManyTries waitSeconds={waitSeconds} />;
  const { title, text } = wordsFor(error);
  return (
    <Notice tone="bad" title={title} role="alert">
      {text}
    </Notice>
  );
}

/** Why nobody, or not this account, is let in for the moment. */
export function TooManyTries({ waitSeconds }: { readonly waitSeconds: number }) {
  return (
    <Notice tone="warn" title="Too many tries" role="alert">
      {waitSeconds > 0 ? (
        <>
          To keep guessers out, signing in is paused for this account. {/* Read out once, not every second. */}
          <span aria-live="off">You can try again in {formatDuration(waitSeconds)}.</span>
        </>
      ) : (
        'You can try again now.'
      )}
    </Notice>
  );
}
