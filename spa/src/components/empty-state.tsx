import { Paper, Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly Icon: Icon;
  readonly title: string;
  /** What belongs here. */
  readonly children: ReactNode;
  /** The first step. */
  readonly action?: ReactNode;
}

/** An empty list: says what belongs there and offers the first step. */
export function EmptyState({ Icon, title, children, action }: EmptyStateProps) {
  return (
    <Paper p="xl" py={56}>
      <Stack align="center" gap="sm" ta="center" maw={440} mx="auto">
        <Icon size={32} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />
        <Title order={2}>{title}</Title>
        <Text c="dimmed">{children}</Text>
        {action}
      </Stack>
    </Paper>
  );
}
