import { passwordLength } from '@cloudapp/contracts/password-length';
import { Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';

/** Why a second factor was not removed, and what to do first. */
export function RemovalFailure({ error }: { readonly error: Error }) {
  if (!hasCode(error, 'password-too-short')) return <ErrorNotice error={error} title="It was not removed" />;
  return (
    <Notice tone="bad" title="Choose a longer password first" role="alert">
      <Text size="sm">
        Yours has fewer than {passwordLength.min} characters, which is enough beside a second factor only. Change it to
        one of at least {passwordLength.min}, then remove this.
      </Text>
    </Notice>
  );
}
