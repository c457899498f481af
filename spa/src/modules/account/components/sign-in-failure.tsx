import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';

interface SignInFailureProps {
  readonly error: unknown;
  /** Seconds until the next try is allowed; only after too many. */
  readonly waitSeconds: number;
}

interface Words {
  readonly title: string;
  readonly text: string;
}

function wordsFor(error: unknown): Words {
  if (hasCode(error, 'authentication-error', 'invalid-request')) {
    return { title: 'Authentication Error', text: 'The e-mail or the password is wrong. Check both and try again.' };
  }
  if (hasCode(error, 'account-disabled')) {
    return {
      title: 'This account is disabled',
      text: 'The password is right, but an administrator has switched the account off. Ask them to enable it.',
    };
  }
  if (hasCode(error, 'one-time-password-used')) {
    return {
      title: 'This one-time password was used before',
      text: 'It opens the door once. Ask the administrator who sent it to you for a new link.',
    };
  }
  if (hasCode(error, 'one-time-password-expired')) {
    return {
      title: 'This one-time password is too old',
      text: 'Ask the administrator who sent it to you for a new link.',
    };
  }
  if (hasCode(error, 'offline')) {
    return {
      title: 'You are offline',
      text: 'Your browser cannot reach CloudApp. Check your connection, then try again.',
    };
  }
  return {
    title: 'Signing in is not possible at the moment',
    text: 'CloudApp has a problem of its own; your password was not checked. Try again in a minute.',
  };
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
