import { Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { PasskeyError } from '../../../lib/passkey-support.ts';

interface SetUpFailureProps {
  readonly error: Error;
  /** What did not happen. */
  readonly title: string;
}

/** Why a second factor was not set up, where the reason belongs to no field. */
export function SetUpFailure({ error, title }: SetUpFailureProps) {
  const words = wordsFor(error);
  if (words === undefined) return <ErrorNotice error={error} title={title} />;
  return (
    <Notice tone="bad" title={title} role="alert">
      <Text size="sm">{words}</Text>
    </Notice>
  );
}

function wordsFor(error: Error): string | undefined {
  if (error instanceof PasskeyError) {
    return error.isKnown
      ? 'This device has a passkey for your account already. One is enough: use it, or make this one on another device.'
      : 'Your browser could not make a passkey here. Try another browser or device, or an authenticator app.';
  }
  if (hasCode(error, 'factor-refused')) return 'CloudApp could not accept this passkey. Try another browser or device.';
  if (hasCode(error, 'ticket-ended')) return 'This took too long. Nothing is lost: try again.';
  if (hasCode(error, 'too-many-passkeys')) {
    return 'You have as many passkeys as one can have. Remove one that you do not need, then make this one.';
  }
  if (hasCode(error, 'factor-exists')) {
    return 'It is set up already. Close this to see it; if you have not kept your recovery codes, make new ones there.';
  }
  if (hasCode(error, 'too-many-attempts')) {
    const wait = error.retryAfterSeconds === undefined ? 'a while' : formatDuration(error.retryAfterSeconds);
    return `The code was wrong too often. Wait ${wait}, then try again.`;
  }
  return undefined;
}
