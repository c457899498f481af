import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { IconBell } from '../../../components/icons.ts';
import {
  hasBrowserNotices,
  switchBrowserNoticesOff,
  switchBrowserNoticesOn,
  useBrowserNotices,
} from '../../../lib/browser-notices.ts';

const first = {
  title: 'CloudApp tells you here',
  text: 'When a machine of yours is ready, fails on its way or runs out of time.',
  tag: 'first',
  onOpen: () => undefined,
};

/** Offers that the browser tells when a machine is ready; it asks for its permission only once that is wanted. */
export function TellMe() {
  const on = useBrowserNotices();
  const [isRefused, setRefused] = useState(false);
  if (!hasBrowserNotices()) return null;
  const words = on ? onWords : isRefused ? refusedWords : undefined;
  const toggle = () => {
    if (on) switchBrowserNoticesOff();
    else
      void switchBrowserNoticesOn(first).then((isOn) => {
        setRefused(!isOn);
      });
  };
  return (
    <Group gap="sm">
      <Button variant="default" size="xs" leftSection={<IconBell size={15} aria-hidden />} onClick={toggle}>
        {on ? 'Stop telling me' : 'Tell me when it is ready'}
      </Button>
      <Text size="sm" c="dimmed" flex="1 1 14rem" aria-live="polite">
        {words}
      </Text>
    </Group>
  );
}

const onWords =
  'This browser tells you when a machine of yours is ready, fails on its way or runs out of time, as long as CloudApp is open in a tab.';
const refusedWords =
  'This browser shows no notifications of CloudApp. The settings that it has for this site can allow them.';
