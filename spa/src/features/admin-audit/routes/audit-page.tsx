import { Button, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconRefresh } from '../../../components/icons.ts';
import { Page } from '../../../components/page.tsx';
import { auditQuery } from '../api/audit.ts';
import { AuditFilters } from '../components/audit-filters.tsx';
import { AuditResults } from '../components/audit-results.tsx';
import { useAuditFilter } from './use-audit-filter.ts';

export function AuditPage() {
  const filterState = useAuditFilter();
  const log = useInfiniteQuery(auditQuery(filterState.filter));
  const events = log.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title="Audit log"
      description="Who did what, from where and when, newest first."
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={log.isRefetching && !log.isPlaceholderData && !log.isFetchingNextPage}
          onClick={() => void log.refetch()}
        >
          Refresh
        </Button>
      }
    >
      <Stack gap="lg">
        <AuditFilters {...filterState} events={events ?? []} />
        <AuditResults log={log} events={events} isFiltered={filterState.isFiltered} />
      </Stack>
    </Page>
  );
}
