import type { AuditAction } from '@cloudapp/contracts/audit';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { auditQuery } from '../api/audit.ts';
import { actionLabels } from '../components/action-labels.ts';
import { AuditView } from '../components/audit-view.tsx';

function isAction(value: string | null): value is AuditAction {
  return value !== null && value in actionLabels;
}

export function AuditPage() {
  const [parameters, setParameters] = useSearchParams();
  const action = parameters.get('action');
  const actorId = parameters.get('actor') ?? undefined;
  const subjectId = parameters.get('subject') ?? undefined;
  const audit = useInfiniteQuery(auditQuery({ action: isAction(action) ? action : undefined, actorId, subjectId }));
  const setFilter = (name: 'action' | 'actor' | 'subject', value: string) => {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  };
  return (
    <Page title="Audit log" description="Who did what, to whom or what, and from where." wide>
      {audit.data && (
        <AuditView
          events={audit.data.pages.flatMap((page) => page.items)}
          action={isAction(action) ? action : ''}
          actorId={actorId}
          subjectId={subjectId}
          onFilter={setFilter}
          onMore={audit.hasNextPage ? () => void audit.fetchNextPage() : undefined}
          isLoadingMore={audit.isFetchingNextPage}
        />
      )}
      {!audit.data && audit.error && (
        <LoadFailure
          error={audit.error}
          title="The audit log could not be loaded"
          onRetry={() => void audit.refetch()}
        />
      )}
      {!audit.data && !audit.error && <ListSkeleton rows={8} height={44} />}
    </Page>
  );
}
