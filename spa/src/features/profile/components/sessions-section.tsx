import type { Session } from '@cloudapp/contracts/session';
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconCircleCheck, IconDeviceDesktop, IconDeviceMobile } from '../../../components/icons.ts';
import { notifyFailure } from '../../../components/notify.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { signOut } from '../../../modules/account/session.ts';
import { useEndSessions } from '../api/profile.ts';
import { describeDevice } from './describe-device.ts';
import classes from './profile.module.css';

/** Where one is signed in, and a way to end that. */
export function SessionsSection({ sessions }: { readonly sessions: readonly Session[] }) {
  const end = useEndSessions();
  const others = sessions.filter((session) => !session.current);
  const leave = () => {
    signOut().catch((error: unknown) => {
      notifyFailure('You are still signed in', error);
    });
  };
  const isEnding = (session: Session) => end.isPending && end.variables.includes(session);
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
            loading={end.isPending && end.variables.length > 1}
            onClick={() => {
              end.mutate(others);
            }}
          >
            End all others
          </Button>
        )
      }
    >
      {end.error && <ErrorNotice error={end.error} title="The session was not ended" />}
      <ul className={classes['list']} aria-label="Sessions">
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            pending={isEnding(session)}
            onEnd={() => {
              if (session.current) leave();
              else end.mutate([session]);
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
