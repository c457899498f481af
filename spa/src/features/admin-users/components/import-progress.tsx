import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatNumber } from '../../../lib/format/size.ts';

interface ImportProgressProps {
  readonly done: number;
  readonly of: number;
  readonly onHide: () => void;
}

/** How far an import is. */
export function ImportProgress({ done, of, onHide }: ImportProgressProps) {
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        Adding users: {formatNumber(done)} of {formatNumber(of)}. You can close this and go on with other pages; only
        keep this tab open.
      </Text>
      <Progress value={(done / of) * 100} aria-label="Progress of the import" />
      <Group justify="flex-end">
        <Button variant="default" onClick={onHide}>
          Go on in the background
        </Button>
      </Group>
    </Stack>
  );
}
