import { Button, Group } from '@mantine/core';

interface KeyRowProps {
  readonly name: string;
  /** Absent where the machine cannot be given another key. */
  readonly onReplace: (() => void) | undefined;
}

/** The key that opens a machine, among its details. */
export function KeyRow({ name, onReplace }: KeyRowProps) {
  return (
    <Group gap="xs" justify="flex-end">
      <span>{name}</span>
      {onReplace !== undefined && (
        <Button variant="default" size="compact-sm" onClick={onReplace}>
          Use another key
        </Button>
      )}
    </Group>
  );
}
