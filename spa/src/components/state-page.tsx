import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { paths } from '../lib/paths.ts';
import { usePageHeading } from '../lib/use-page-heading.ts';
import { Brand } from './brand.tsx';

/** What a whole page says of a state. */
export interface State {
  readonly Icon: Icon;
  readonly title: string;
  readonly text: string;
  /** What the button does: look again, go on with what is there now, or go home. */
  readonly way: 'reload' | 'continue' | 'home';
}

interface StatePageProps {
  readonly state: State;
  /** Looks again without loading the whole page. */
  readonly onRetry?: (() => void) | undefined;
  /** Whether the shell is not around it, because nobody knows who is signed in or because it broke. */
  readonly alone?: boolean;
}

/** A whole page for a state: what happened, what it means, and a way back. */
export function StatePage({ state, onRetry, alone = false }: StatePageProps) {
  const { Icon, title, text, way } = state;
  const heading = usePageHeading(title);
  const isTakingOver = way === 'continue';
  useEffect(() => {
    // It takes the place of a page that somebody was in the middle of, and their focus with it.
    if (isTakingOver) heading.current?.focus();
  }, [heading, isTakingOver]);
  return (
    <Center mih={alone ? '90dvh' : '60vh'} p="md" {...(alone && { component: 'main' })}>
      <Stack align="center" gap="sm" ta="center" maw={460}>
        {alone && <Brand size={28} mb="xl" />}
        <Icon size={40} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        <Text c="dimmed">{text}</Text>
        <Group mt="xs">
          {way !== 'home' && (
            <Button
              onClick={
                onRetry ??
                (() => {
                  window.location.reload();
                })
              }
            >
              {way === 'continue' ? 'Go on with the other account' : 'Try again'}
            </Button>
          )}
          {way !== 'continue' && (
            <Button component="a" href={paths.home} variant={way === 'home' ? 'filled' : 'default'}>
              Go to the start page
            </Button>
          )}
        </Group>
      </Stack>
    </Center>
  );
}
