import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconDeviceLaptop, IconDeviceMobile } from '../../../components/icons.ts';
import { notifyDone, notifyFailure } from '../../../components/notify.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { sessionsQuery, useEndSession } from '../api/account.ts';
import { describeDevice } from './describe-device.ts';
import classes from './rows.module.css';

export function SessionsSection() {
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const { mutate, isPending, variables } = useEndSession();
  const end = (id: string, device: string) => {
    mutate(id, {
      onSuccess: () => {
        notifyDone(`${device} is signed out`);
      },
      onError: (failure) => {
        notifyFailure(`${device} is still signed in`, failure);
      },
    });
  };
  return (
    <Section
      title="Sessions"
      description="Where you are signed in. End what you do not recognise, then change your password."
    >
      {!sessions && !error && <ListSkeleton rows={2} height={44} />}
      {!sessions && error && (
        <ErrorNotice error={error} title="Your sessions could not be loaded" onRetry={() => void refetch()} />
      )}
      <ul className={classes['rows']}>
        {sessions?.map((session) => {
          const device = describeDevice(session.userAgent);
          const Icon = /iPhone|Android/.test(session.userAgent) ? IconDeviceMobile : IconDeviceLaptop;
          return (
            <li key={session.id}>
              <Icon size={22} stroke={1.6} aria-hidden />
              <div className={classes['main']}>
                <Text size="sm" fw={600}>
                  {device}
                </Text>
                <span className={classes['dim']}>
                  {session.address} · last seen <RelativeTime instant={session.lastSeenAt} />
                </span>
              </div>
              {session.current ? (
                <Text size="sm" c="dimmed">
                  This device
                </Text>
              ) : (
                <Button
                  variant="default"
                  size="xs"
                  loading={isPending && variables === session.id}
                  aria-label={`End session of ${device}`}
                  onClick={() => {
                    end(session.id, device);
                  }}
                >
                  End
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
