import type { AuditEvent } from '@cloudapp/contracts/audit';
import { Box } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconHistory } from '../../../components/icons.ts';
import { MoreButton } from '../../../components/more-button.tsx';
import type { NextPage } from '../../../lib/next-page.ts';
import { AuditLog } from './audit-log.tsx';

interface AuditResultsProps {
  /** All that has been loaded. */
  readonly events: readonly AuditEvent[];
  readonly isFiltered: boolean;
  /** Whether these are the events of the filter before, until its own arrive. */
  readonly isStale: boolean;
  readonly error: unknown;
  /** What the error kept away. */
  readonly failureTitle: string;
  readonly onRetry: () => void;
  readonly next: NextPage | undefined;
}

export function AuditResults(props: AuditResultsProps) {
  const { events, isFiltered, isStale, error, next } = props;
  return (
    <>
      {events.length === 0 && <NothingLogged isFiltered={isFiltered} isEnd={next === undefined} />}
      {events.length > 0 && (
        <Box aria-busy={isStale} opacity={isStale ? 0.6 : 1}>
          <AuditLog events={events} />
        </Box>
      )}
      {error instanceof Error && <ErrorNotice error={error} title={props.failureTitle} onRetry={props.onRetry} />}
      <MoreButton next={next} {...(events.length === 0 && { label: 'Look further back' })} />
    </>
  );
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
      Nothing like this has been recorded. Choose another action, person or days, or clear the filters.
    </EmptyState>
  ) : (
    <EmptyState Icon={IconHistory} title="Nothing recorded yet">
      Sign-ins, changes to people and everything that happens to machines appear here.
    </EmptyState>
  );
}
