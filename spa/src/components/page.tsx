import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import type { ReactNode } from 'react';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons to the right of the title. */
  readonly actions?: ReactNode;
  /** Tables may use the whole width; texts and forms keep to a readable one. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page's frame: its title, also in the browser's tab, its main actions and its content. */
export function Page({ title, description, actions, wide = false, children }: PageProps) {
  useDocumentTitle(`${title} · CloudApp`);
  return (
    <Box maw={wide ? 1600 : 1200} mx="auto" w="100%">
      <Group justify="space-between" align="flex-start" gap="md" mb="lg">
        <Stack gap={4} flex="1 1 16rem" miw={0}>
          <Title order={1}>{title}</Title>
          {description !== undefined && (
            <Text c="dimmed" component="div">
              {description}
            </Text>
          )}
        </Stack>
        {actions}
      </Group>
      {children}
    </Box>
  );
}
