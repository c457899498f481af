import type { Activity } from '@cloudapp/contracts/instance';
import { Text } from '@mantine/core';
import { RelativeTime } from '../../../components/relative-time.tsx';
import classes from './machine-view.module.css';

/** Who did what with the machine, and when. */
export function ActivityList({ events }: { readonly events: readonly Activity[] }) {
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
