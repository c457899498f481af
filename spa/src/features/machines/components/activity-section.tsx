import type { Activity, Instance } from '@cloudapp/contracts/instance';
import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { pollInterval } from '../../../modules/machines/api/machines.ts';
import { activityQuery } from '../api/machine-details.ts';
import classes from './machine-view.module.css';

/** Who did what with the machine, and when. */
export function ActivitySection({ machine }: { readonly machine: Instance }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...activityQuery(machine.id),
    refetchInterval: pollInterval([machine]),
  });
  const events = data?.pages.flatMap((page) => page.items);
  return (
    <Section title="Activity">
      {!events && !error && <ListSkeleton rows={3} height={22} />}
      {!events && error && (
        <ErrorNotice error={error} title="The activity could not be loaded" onRetry={() => void refetch()} />
      )}
      {events && <Events events={events} />}
      {hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          style={{ alignSelf: 'flex-start' }}
        >
          Show older
        </Button>
      )}
    </Section>
  );
}

function Events({ events }: { readonly events: readonly Activity[] }) {
  if (events.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        What happens to this machine is listed here.
      </Text>
    );
  }
  return (
    <ul className={classes['log']}>
      {events.map((event) => (
        <li key={event.id}>
          <span>
            {event.text}
            {event.actor && <span className={classes['when']}> · {event.actor.name}</span>}
          </span>
          <span className={classes['when']}>
            <RelativeTime instant={event.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
