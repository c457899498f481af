import { Button, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { IconBell, IconCircleCheck, IconRefresh } from '../../../components/icons.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { formatZone } from '../../../lib/format/day.ts';
import { nextPageOf } from '../../../lib/next-page.ts';
import { paths } from '../../../lib/paths.ts';
import { auditQuery } from '../api/audit.ts';
import { AuditFilters } from '../components/audit-filters.tsx';
import { AuditResults } from '../components/audit-results.tsx';
import { useAuditFilter } from './use-audit-filter.ts';
import { usePersonSearch } from './use-person-search.ts';

export function AuditPage() {
  const filterState = useAuditFilter();
  const person = usePersonSearch(filterState.filter.actorId);
  const log = useInfiniteQuery(auditQuery(filterState.filter));
  const eventsIn = (pages: NonNullable<typeof log.data>['pages']) => pages.flatMap((page) => page.items);
  const isOlderMissing = log.isFetchNextPageError;
  const retry = isOlderMissing ? log.fetchNextPage : log.refetch;
  return (
    <Page
      title="Audit log"
      description={`Who did what, from where and when, newest first. Days and times are in ${formatZone()}.`}
      actions={
        <Group gap="sm">
          <Button
            variant="default"
            component={Link}
            to={paths.webhooks}
            leftSection={<IconBell size={16} aria-hidden />}
          >
            Webhooks
          </Button>
          <Button
            variant="default"
            component={Link}
            to={paths.auditProof}
            leftSection={<IconCircleCheck size={16} aria-hidden />}
          >
            Verify or export
          </Button>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={log.isRefetching && !log.isPlaceholderData && !log.isFetchingNextPage}
            onClick={() => void log.refetch()}
          >
            Refresh
          </Button>
        </Group>
      }
    >
      <Stack gap="lg">
        <AuditFilters {...filterState} person={person} events={eventsIn(log.data?.pages ?? [])} />
        <Loaded
          query={log}
          failure="The audit log could not be loaded"
          skeleton={<ListSkeleton rows={7} height={48} />}
        >
          {({ pages }) => (
            <AuditResults
              events={eventsIn(pages)}
              isFiltered={filterState.isFiltered}
              isStale={log.isPlaceholderData}
              error={log.error}
              failureTitle={isOlderMissing ? 'Older events could not be loaded' : 'The log is not up to date'}
              onRetry={() => void retry()}
              next={nextPageOf(log)}
            />
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}
