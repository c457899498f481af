import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';

interface NewCodesFormProps {
  readonly pending: boolean;
  readonly error: unknown;
  readonly onMake: () => void;
  readonly onCancel: () => void;
}

/** Asks before recovery codes end. */
export function NewCodesForm({ pending, error, onMake, onCancel }: NewCodesFormProps) {
  return (
    <Stack gap="md">
      <Text size="sm">Those that you have now stop working, used or not. The new ones are shown once.</Text>
      {error instanceof Error && <ErrorNotice error={error} title="No new codes were made" />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button loading={pending} onClick={onMake}>
          Make new codes
        </Button>
      </Group>
    </Stack>
  );
}
