import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import { newestEventsQuery } from '../api/statistics.ts';
import { NewestEvents } from '../components/newest-events.tsx';
import classes from '../components/overview.module.css';

/** The end of the audit log, and the way to the rest. */
export function Newest() {
  const query = useQuery(newestEventsQuery);
  return (
    <Section
      title="Newest events"
      actions={
        <Link to={paths.audit} className={classes['more']}>
          Show the audit log
        </Link>
      }
    >
      <Loaded
        query={query}
        isPart
        failure="The events could not be loaded"
        skeleton={<ListSkeleton rows={6} height={40} />}
      >
        {(events) => <NewestEvents events={events} />}
      </Loaded>
    </Section>
  );
}
