import { Box, Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { AuditEvent } from '@cloudapp/contracts/audit';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconHistory } from '../../../components/icons.ts';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { AuditLog } from './audit-log.tsx';

interface AuditResultsProps {
  readonly log: UseInfiniteQueryResult;
  /** All that has been loaded; `undefined` before the first page. */
  readonly events: readonly AuditEvent[] | undefined;
  readonly isFiltered: boolean;
}

export function AuditResults({ log, events, isFiltered }: AuditResultsProps) {
  if (!events) return <NotLoaded log={log} />;
  return (
    <>
      {events.length === 0 && <NothingLogged isFiltered={isFiltered} isEnd={!log.hasNextPage} />}
      {events.length > 0 && (
        <Box aria-busy={log.isPlaceholderData} opacity={log.isPlaceholderData ? 0.6 : 1}>
          <AuditLog events={events} />
        </Box>
      )}
      {log.error && (
        <ErrorNotice
          error={log.error}
          title={log.isFetchNextPageError ? 'Older events could not be loaded' : 'The log is not up to date'}
          onRetry={() => void (log.isFetchNextPageError ? log.fetchNextPage() : log.refetch())}
        />
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
          style={{ alignSelf: 'center' }}
        >
          {events.length === 0 ? 'Look further back' : 'Show more'}
        </Button>
      )}
    </>
  );
}

function NotLoaded({ log }: Pick<AuditResultsProps, 'log'>) {
  if (!log.error) return <ListSkeleton rows={7} height={48} />;
  return <LoadFailure error={log.error} title="The audit log could not be loaded" onRetry={() => void log.refetch()} />;
}

interface NothingLoggedProps extends Pick<AuditResultsProps, 'isFiltered'> {
  /** Whether the log has been read to its beginning. */
  readonly isEnd: boolean;
}

function NothingLogged({ isFiltered, isEnd }: NothingLoggedProps) {
  if (isFiltered && !isEnd) {
    return (
      <EmptyState Icon={IconHistory} title="Nothing found so far">
        Nothing like this happened in the days that were looked through. Look further back, or clear the filters.
      </EmptyState>
    );
  }
  return isFiltered ? (
    <EmptyState Icon={IconHistory} title="No event matches">
      Nothing like this has been recorded. Choose another action or person, or clear the filters.
    </EmptyState>
  ) : (
    <EmptyState Icon={IconHistory} title="Nothing recorded yet">
      Sign-ins, changes to people and everything that happens to machines appear here.
    </EmptyState>
  );
}
