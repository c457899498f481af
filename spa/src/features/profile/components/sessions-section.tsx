import type { Session } from '@cloudapp/contracts/session';
import { Button, Group, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconCircleCheck, IconDeviceDesktop, IconDeviceMobile } from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { describeDevice } from '../../../lib/describe-device.ts';

interface SessionsSectionProps {
  readonly sessions: readonly Session[];
  /** Those that are being ended. */
  readonly ending: readonly Pick<Session, 'id'>[];
  readonly error: unknown;
  readonly onSignOut: () => void;
  readonly onEnd: (sessions: readonly Session[]) => void;
}

/** Where one is signed in, and a way to end that. */
export function SessionsSection({ sessions, ending, error, onSignOut, onEnd }: SessionsSectionProps) {
  const others = sessions.filter((session) => !session.current);
  return (
    <Section
      title="Sessions"
      description="Where you are signed in. End what you do not know, then change your password."
      actions={
        others.length > 1 && (
          <Button
            variant="default"
            size="xs"
            flex="none"
            loading={ending.length > 1}
            onClick={() => {
              onEnd(others);
            }}
          >
            End all others
          </Button>
        )
      }
    >
      {error instanceof Error && <ErrorNotice error={error} title="The session was not ended" />}
      <ItemList label="Sessions">
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            pending={ending.some(({ id }) => id === session.id)}
            onEnd={() => {
              if (session.current) onSignOut();
              else onEnd([session]);
            }}
          />
        ))}
      </ItemList>
    </Section>
  );
}

interface SessionItemProps {
  readonly session: Session;
  readonly pending: boolean;
  readonly onEnd: () => void;
}

function SessionItem({ session, pending, onEnd }: SessionItemProps) {
  const { label, isHandheld } = describeDevice(session.userAgent);
  return (
    <Item
      Icon={isHandheld ? IconDeviceMobile : IconDeviceDesktop}
      action={
        <Button
          variant="default"
          size="xs"
          loading={pending}
          aria-label={session.current ? 'Sign out of this session' : `End session of ${label} at ${session.address}`}
          onClick={onEnd}
        >
          {session.current ? 'Sign out' : 'End'}
        </Button>
      }
    >
      <Group gap={8}>
        <Text size="sm" fw={600} title={session.userAgent}>
          {label}
        </Text>
        {session.current && <ToneBadge tone="good" Icon={IconCircleCheck} label="This session" />}
      </Group>
      <Text size="xs" c="dimmed">
        {session.address} · last seen <RelativeTime instant={session.lastSeenAt} /> · signed in{' '}
        <RelativeTime instant={session.createdAt} />
      </Text>
    </Item>
  );
}
