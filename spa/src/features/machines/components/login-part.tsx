import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface LoginPartProps {
  readonly title: string;
  readonly text: ReactNode;
  /** Stands at the end of the title's line. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** One of the things that logging in takes. */
export function LoginPart({ title, text, hint, children }: LoginPartProps) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>{title}</Title>
        {hint}
      </Group>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      {children}
    </Stack>
  );
}
