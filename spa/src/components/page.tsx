import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageHeading } from '../lib/use-page-heading.ts';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What the page is about as a picture, before its title. */
  readonly icon?: ReactNode;
  /** The way back to the page above, over the title. */
  readonly back?: ReactNode;
  /** Buttons to the right of the title. */
  readonly actions?: ReactNode;
  /** Tables may use the whole width; texts and forms keep to a readable one. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page's frame: its title, also in the browser's tab, its main actions and its content. */
export function Page({ title, description, icon, back, actions, wide = false, children }: PageProps) {
  const heading = usePageHeading(title);
  return (
    <Box maw={wide ? 1600 : 1200} mx="auto" w="100%">
      {back !== undefined && <Box mb="sm">{back}</Box>}
      <Group justify="space-between" align="flex-start" gap="md" mb="lg">
        <Group gap="md" align="flex-start" wrap="nowrap" flex="1 1 16rem" miw={0}>
          {icon}
          <Stack gap={4} miw={0}>
            <Title order={1} ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {description !== undefined && (
              <Text c="dimmed" component="div">
                {description}
              </Text>
            )}
          </Stack>
        </Group>
        {actions}
      </Group>
      {children}
    </Box>
  );
}
