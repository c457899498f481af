import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { IconUpload, IconUserPlus } from '../../../components/icons.ts';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { Link } from 'react-router-dom';
import { nextPageOf } from '../../../lib/next-page.ts';
import { paths } from '../../../lib/paths.ts';
import { useSearchTerm } from '../../../lib/use-search-term.ts';
import { useCurrentUser } from '../../../modules/account/session.ts';
import { restoreImport, useImportRun } from '../api/import-run.ts';
import { isNarrowed, userCountQuery, usersQuery } from '../api/users.ts';
import { ImportNotice } from '../components/import-notice.tsx';
import { UsersView } from '../components/users-view.tsx';
import { useBulkUsers } from './use-bulk-users.tsx';
import { useUserActions } from './use-user-actions.tsx';
import { useUserFilter } from './use-user-filter.ts';

const AddUser = lazyDialog(async () => (await import('./add-user.tsx')).AddUser);
const ImportUsers = lazyDialog(async () => (await import('./import-users.tsx')).ImportUsers);

export function UsersPage() {
  const { text, setText, term } = useSearchTerm();
  const [dialog, setDialog] = useState<'add' | 'import'>();
  const currentUser = useCurrentUser();
  const { filter: chosen, sort, size, change, clear } = useUserFilter();
  const filter = { ...chosen, search: term === '' ? undefined : term };
  const query = useInfiniteQuery(usersQuery({ filter, sort, size }));
  const total = useQuery(userCountQuery(filter));
  const actions = useUserActions(currentUser.id);
  const bulk = useBulkUsers({
    shown: query.data?.pages.flatMap(({ items }) => items) ?? [],
    filter,
    sort,
    total: total.data?.complete === true ? total.data.count : undefined,
    hasMore: query.hasNextPage,
    currentUserId: currentUser.id,
  });

  const client = useQueryClient();
  const run = useImportRun(currentUser.id);
  useEffect(() => {
    void restoreImport(client, currentUser.id);
  }, [client, currentUser.id]);
  const openImport = () => {
    setDialog('import');
  };
  const openAdd = () => {
    setDialog('add');
  };
  const close = () => {
    setDialog(undefined);
  };

  return (
    <Page
      title="Users"
      description="Who may use CloudApp, and how many machines each may have."
      wide
      actions={
        <Group gap="sm">
          <Button variant="default" component={Link} to={paths.signInSettings}>
            Sign-in settings
          </Button>
          <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={openImport}>
            Import
          </Button>
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={openAdd}>
            Add user
          </Button>
        </Group>
      }
    >
      {run && dialog !== 'import' && (
        <ImportNotice
          done={run.rows.length}
          of={run.rows.length + run.waiting.length}
          isRunning={run.isRunning}
          onShow={openImport}
        />
      )}
      <Loaded query={query} failure="The users could not be loaded" skeleton={<ListSkeleton rows={6} height={60} />}>
        {({ pages }) => (
          <UsersView
            users={pages.flatMap(({ items }) => items)}
            currentUserId={currentUser.id}
            total={total.data}
            filters={{
              search: text,
              onSearch: setText,
              status: chosen.status ?? '',
              role: chosen.role ?? '',
              lastSignIn: chosen.lastSignIn ?? '',
              group: chosen.group ?? '',
              sort,
              size,
              onChange: change,
            }}
            isNarrowed={isNarrowed(filter)}
            onShowAll={() => {
              setText('');
              clear();
            }}
            onAdd={openAdd}
            onAction={actions.perform}
            selection={{ selected: bulk.selected, onSelect: bulk.onSelect }}
            bulk={bulk.bar}
            isSearching={query.isPlaceholderData}
            next={nextPageOf(query)}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
      </Loaded>
      {actions.dialogs}
      {bulk.dialog}
      <AddUser opened={dialog === 'add'} onClose={close} />
      <ImportUsers currentUserId={currentUser.id} opened={dialog === 'import'} onClose={close} />
    </Page>
  );
}
