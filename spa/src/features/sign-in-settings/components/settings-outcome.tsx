import { Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';

interface SettingsOutcomeProps {
  readonly error: unknown;
  readonly isDone: boolean;
}

/** What came of changing how people sign in. */
export function SettingsOutcome({ error, isDone }: SettingsOutcomeProps) {
  if (error instanceof Error) return <ErrorNotice error={error} title="The settings were not changed" />;
  if (!isDone) return null;
  return (
    <Notice tone="good" title="Saved" role="status">
      <Text size="sm">It holds for every sign-in from now on.</Text>
    </Notice>
  );
}
