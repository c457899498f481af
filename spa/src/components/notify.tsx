import { Text } from '@mantine/core';
import type { NotificationData } from '@mantine/notifications';
import { Link } from 'react-router-dom';
import { explainError } from './error-notice.tsx';
import { byServerClock } from '../lib/server-clock.ts';
import { IconAlertCircle, IconCheck, IconPlayerPause } from './icons.ts';
import type { Tone } from './tone-badge.tsx';

/** The messages' code arrives apart from the first load; without a connection for it there is nothing to show them with. */
function show(message: NotificationData): void {
  import('@mantine/notifications').then(
    ({ notifications }) => notifications.show({ closeButtonProps: { 'aria-label': 'Dismiss' }, ...message }),
    () => undefined,
  );
}

/** Confirms something that cannot be seen otherwise. */
export function notifyDone(message: string): void {
  show({ message, color: 'teal', icon: <IconCheck size={18} aria-hidden />, role: 'status' });
}

/** Says that something failed which has no place of its own on the page. */
export function notifyFailure(title: string, error: unknown): void {
  show({
    title,
    message: explainError(error),
    color: 'red',
    icon: <IconAlertCircle size={18} aria-hidden />,
    autoClose: 12_000,
    role: 'alert',
  });
}

interface UndoableMessage {
  readonly id: string;
  /** What is about to happen. */
  readonly title: string;
  readonly text: string;
  readonly seconds: number;
  readonly onUndo: () => void;
}

/** Offers to take back what happens in some seconds, until the returned function is called. It is read out once. */
export function notifyUndoable({ id, title, seconds, ...message }: UndoableMessage): () => void {
  const until = byServerClock(Date.now()) + seconds * 1000;
  const loading = Promise.all([import('@mantine/notifications'), import('./undo-message.tsx')]);
  loading.then(
    ([{ notifications }, { UndoMessage }]) =>
      notifications.show({
        id,
        title,
        message: <UndoMessage {...message} seconds={seconds} until={until} />,
        color: 'yellow',
        icon: <IconPlayerPause size={18} aria-hidden />,
        autoClose: false,
        withCloseButton: false,
        role: 'alert',
        'aria-label': title,
      }),
    () => undefined,
  );
  return () => {
    loading.then(
      ([{ notifications }]) => notifications.hide(id),
      () => undefined,
    );
  };
}

interface NewsMessage {
  readonly id: string;
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
  /** The page that it is about, unless that is the one at hand. */
  readonly to: string | undefined;
  /** Whether it waits to be dismissed, for nobody looks. */
  readonly stays: boolean;
}

const newsColors: Readonly<Record<Tone, string>> = {
  good: 'teal',
  busy: 'blue',
  idle: 'gray',
  warn: 'yellow',
  bad: 'red',
};

/** Shows what happened elsewhere. It is not read out: the live region does that. */
export function notifyNews({ id, tone, title, text, to, stays }: NewsMessage): void {
  const Icon = tone === 'good' ? IconCheck : IconAlertCircle;
  show({
    id,
    title,
    message: <NewsText id={id} text={text} to={to} />,
    color: newsColors[tone],
    icon: <Icon size={18} aria-hidden />,
    autoClose: stays ? false : 10_000,
    role: 'region',
    'aria-label': title,
  });
}

function NewsText({ id, text, to }: Pick<NewsMessage, 'id' | 'text' | 'to'>) {
  return (
    <>
      <Text size="sm" lineClamp={3}>
        {text}
      </Text>
      {to !== undefined && (
        <Text
          component={Link}
          to={to}
          size="sm"
          td="underline"
          c="var(--mantine-color-anchor)"
          onClick={() => {
            void import('@mantine/notifications').then(({ notifications }) => notifications.hide(id));
          }}
        >
          Open its page
        </Text>
      )}
    </>
  );
}
