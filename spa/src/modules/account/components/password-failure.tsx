import { Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';

const title = 'Your password was not changed';

/** Why, where the reason belongs to no field. */
export function PasswordFailure({ error }: { readonly error: Error }) {
  if (!hasCode(error, 'too-many-attempts')) return <ErrorNotice error={error} title={title} />;
  const wait = error.retryAfterSeconds === undefined ? 'a while' : formatDuration(error.retryAfterSeconds);
  return (
    <Notice tone="bad" title={title} role="alert">
      <Text size="sm">The current password was wrong too often. Wait {wait}, then try again.</Text>
    </Notice>
  );
}
