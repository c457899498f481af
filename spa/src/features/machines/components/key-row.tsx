import { Button, Stack, Text } from '@mantine/core';

interface KeyRowProps {
  readonly name: string;
  /** Absent where the machine cannot be given another key. */
  readonly onReplace: (() => void) | undefined;
}

/** The key that opens a machine, among its details. */
export function KeyRow({ name, onReplace }: KeyRowProps) {
  return (
    <Stack gap={6} align="flex-end">
      {/* In one line, as what stands there until the name is known. */}
      <Text inherit truncate maw="100%" title={name}>
        {name}
      </Text>
      {onReplace !== undefined && (
        <Button variant="default" size="compact-sm" onClick={onReplace}>
          Use another key
        </Button>
      )}
    </Stack>
  );
}
