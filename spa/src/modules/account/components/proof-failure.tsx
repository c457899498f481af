import { Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { PasskeyError } from '../../../lib/passkey-support.ts';

const title = 'It could not be checked';

/** Why a proof failed, where the reason belongs to no field. */
export function ProofFailure({ error }: { readonly error: Error }) {
  const words = wordsFor(error);
  if (words === undefined) return <ErrorNotice error={error} title={title} />;
  return (
    <Notice tone="bad" title={title} role="alert">
      <Text size="sm">{words}</Text>
    </Notice>
  );
}

function wordsFor(error: Error): string | undefined {
  if (hasCode(error, 'too-many-attempts')) {
    const wait = error.retryAfterSeconds === undefined ? 'a while' : formatDuration(error.retryAfterSeconds);
    return `It was wrong too often. Wait ${wait}, then try again.`;
  }
  if (hasCode(error, 'ticket-ended')) return 'This took too long. Nothing is lost: try again.';
  if (hasCode(error, 'factor-missing')) return 'What you were asked for is no longer set up. Answer what is asked now.';
  if (error instanceof PasskeyError) return 'Your browser could not use a passkey. Try again, or another way.';
  return undefined;
}
