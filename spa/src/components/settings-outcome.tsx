import { Text } from '@mantine/core';
import { ErrorNotice } from './error-notice.tsx';
import { Notice } from './notice.tsx';

interface SettingsOutcomeProps {
  readonly error: unknown;
  readonly isDone: boolean;
  /** When what was saved counts. */
  readonly effect: string;
}

/** What came of changing settings. */
export function SettingsOutcome({ error, isDone, effect }: SettingsOutcomeProps) {
  if (error instanceof Error) return <ErrorNotice error={error} title="The settings were not changed" />;
  if (!isDone) return null;
  return (
    <Notice tone="good" title="Saved" role="status">
      <Text size="sm">{effect}</Text>
    </Notice>
  );
}
