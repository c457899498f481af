import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { AuditEventList } from '../../../modules/audit/components/audit-event-list.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { newestEventsQuery } from '../api/statistics.ts';
import classes from './overview.module.css';

export function NewestEvents() {
  const { data: events, error, refetch } = useQuery(newestEventsQuery);
  return (
    <Section
      title="Newest events"
      actions={
        <Link to="/admin/audit" className={classes['more']}>
          Show the audit log
        </Link>
      }
    >
      {!events && !error && <ListSkeleton rows={6} height={40} />}
      {!events && error && (
        <ErrorNotice error={error} title="The events could not be loaded" onRetry={() => void refetch()} />
      )}
      {events?.length === 0 && (
        <Text size="sm" c="dimmed">
          Sign-ins, changes to people and everything that happens to machines appear here.
        </Text>
      )}
      {events && events.length > 0 && <AuditEventList events={events} label="Newest events" />}
    </Section>
  );
}
