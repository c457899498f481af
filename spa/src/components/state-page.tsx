import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { paths } from '../lib/paths.ts';
import { usePageHeading } from '../lib/use-page-heading.ts';
import { Brand } from './brand.tsx';
import {
  IconCloudOff,
  IconLock,
  IconMoodPuzzled,
  IconPlugConnectedX,
  IconRefresh,
  IconUsers,
  IconWifiOff,
} from './icons.ts';

interface Words {
  readonly Icon: Icon;
  readonly title: string;
  readonly text: string;
  /** What the button does: look again, go on with what is there now, or go home. */
  readonly way: 'reload' | 'continue' | 'home';
}

const words = {
  'not-found': {
    Icon: IconMoodPuzzled,
    title: 'Nothing is here',
    text: 'The address may be mistyped, or what it led to has been deleted, or it belongs to somebody else.',
    way: 'home',
  },
  'no-permission': {
    Icon: IconLock,
    title: 'This page is for administrators',
    text: 'Your account may not open it. Ask an administrator if you need what is here.',
    way: 'home',
  },
  offline: {
    Icon: IconWifiOff,
    title: 'You are offline',
    text: 'Your browser cannot reach CloudApp. Machines keep running. Check your connection, then try again.',
    way: 'reload',
  },
  'service-down': {
    Icon: IconCloudOff,
    title: 'CloudApp is not available at the moment',
    text: 'Your machines keep running and nothing is lost. Try again in a minute.',
    way: 'reload',
  },
  'another-user': {
    Icon: IconUsers,
    title: 'Somebody else is signed in in this browser now',
    text: 'This tab showed another account, so it stopped. Nothing was saved to the wrong one.',
    way: 'continue',
  },
  crash: {
    Icon: IconPlugConnectedX,
    title: 'This page stopped working',
    text: 'The fault is ours, and nothing was lost. Load it again; if it comes back, tell your administrator.',
    way: 'reload',
  },
  outdated: {
    Icon: IconRefresh,
    title: 'A part of this page did not load',
    text: 'CloudApp may have been updated while this page was open, or the connection broke. Load it again.',
    way: 'reload',
  },
} as const satisfies Record<string, Words>;

export type StateKind = keyof typeof words;

interface StatePageProps {
  readonly kind: StateKind;
  /** Looks again without loading the whole page. */
  readonly onRetry?: (() => void) | undefined;
  /** Whether the shell is not around it, because nobody knows who is signed in or because it broke. */
  readonly alone?: boolean;
}

/** A whole page for a state: what happened, what it means, and a way back. */
export function StatePage({ kind, onRetry, alone = false }: StatePageProps) {
  const { Icon, title, text, way } = words[kind];
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
