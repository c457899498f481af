import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { IconUpload, IconUserPlus } from '../../../components/icons.ts';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { useCurrentUser } from '../../../modules/account/session.ts';
import { usersQuery } from '../api/users.ts';
import { useUserActions } from './use-user-actions.tsx';
import { UsersView } from '../components/users-view.tsx';

const AddUserDrawer = lazyDialog(async () => (await import('../components/add-user-drawer.tsx')).AddUserDrawer);
const ImportDialog = lazyDialog(async () => (await import('../components/import-dialog.tsx')).ImportDialog);

export function UsersPage() {
  const [parameters, setParameters] = useSearchParams();
  // The address follows what is typed; a field that followed the address would lose letters.
  const [search, setSearch] = useState(parameters.get('search') ?? '');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const [dialog, setDialog] = useState<'add' | 'import'>();
  const currentUser = useCurrentUser();
  const query = useInfiniteQuery(usersQuery(wanted));
  const actions = useUserActions(currentUser.id);

  const changeSearch = (text: string) => {
    setSearch(text);
    setParameters(text.trim() === '' ? {} : { search: text.trim() }, { replace: true });
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
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={() => {
              setDialog('import');
            }}
          >
            Import
          </Button>
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={openAdd}>
            Add user
          </Button>
        </Group>
      }
    >
      {query.data && (
        <UsersView
          users={query.data.pages.flatMap(({ items }) => items)}
          currentUserId={currentUser.id}
          search={search}
          searched={wanted}
          onSearch={changeSearch}
          onAdd={openAdd}
          onAction={actions.perform}
          isSearching={query.isPlaceholderData}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), pending: query.isFetchingNextPage }
              : undefined
          }
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {!query.data && query.error && (
        <LoadFailure error={query.error} title="The users could not be loaded" onRetry={() => void query.refetch()} />
      )}
      {!query.data && !query.error && <ListSkeleton rows={6} height={60} />}
      {actions.dialogs}
      <AddUserDrawer opened={dialog === 'add'} onClose={close} />
      <ImportDialog opened={dialog === 'import'} onClose={close} />
    </Page>
  );
}
