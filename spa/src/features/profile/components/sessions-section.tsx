import type { Session } from '@cloudapp/contracts/session';
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconCircleCheck, IconDeviceDesktop, IconDeviceMobile } from '../../../components/icons.ts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { describeDevice } from './describe-device.ts';
import classes from './profile.module.css';

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
      <ul className={classes['list']} aria-label="Sessions">
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
      </ul>
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
  const Icon = isHandheld ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li>
      <Icon size={22} stroke={1.6} aria-hidden className={classes['symbol']} />
      <Stack gap={2} className={classes['what'] ?? ''}>
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
      </Stack>
      <Button
        variant="default"
        size="xs"
        loading={pending}
        aria-label={session.current ? 'Sign out of this session' : `End session of ${label} at ${session.address}`}
        onClick={onEnd}
      >
        {session.current ? 'Sign out' : 'End'}
      </Button>
    </li>
  );
}
