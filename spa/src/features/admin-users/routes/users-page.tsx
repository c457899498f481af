import { Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { IconFileImport, IconPlus } from '../../../components/icons.ts';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { useCurrentUser } from '../../../lib/session.ts';
import { usersQuery } from '../api/users.ts';
import { UserDialogs, type UserQuestion } from '../components/user-dialogs.tsx';
import { UsersView } from '../components/users-view.tsx';

// Both are opened seldom and bring forms along.
const AddUserDrawer = lazy(async () => ({
  default: (await import('../components/add-user-drawer.tsx')).AddUserDrawer,
}));
const ImportDialog = lazy(async () => ({ default: (await import('../components/import-dialog.tsx')).ImportDialog }));

export function UsersPage() {
  const currentUser = useCurrentUser();
  const [parameters, setParameters] = useSearchParams();
  const [search, setSearch] = useState(parameters.get('search') ?? '');
  const [debouncedSearch] = useDebouncedValue(search.trim(), 250);
  const [question, setQuestion] = useState<UserQuestion>();
  const users = useInfiniteQuery(usersQuery(debouncedSearch));
  // In the address, so that the command palette and a bookmark can open them.
  const dialog = parameters.get('dialog');
  const openDialog = (name?: 'add' | 'import') => {
    setParameters(name ? { dialog: name } : {}, { replace: true });
  };
  const closeDialog = () => {
    openDialog();
  };

  return (
    <Page
      title="Users"
      description="People who may sign in, and how many machines each may have."
      wide
      actions={
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => {
              openDialog('import');
            }}
          >
            Import
          </Button>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => {
              openDialog('add');
            }}
          >
            Add user
          </Button>
        </Group>
      }
    >
      {users.data && (
        <UsersView
          users={users.data.pages.flatMap((page) => page.items)}
          currentUserId={currentUser.id}
          search={search}
          onSearch={setSearch}
          onAsk={setQuestion}
          onMore={users.hasNextPage ? () => void users.fetchNextPage() : undefined}
          isLoadingMore={users.isFetchingNextPage}
        />
      )}
      {!users.data && users.error && (
        <LoadFailure error={users.error} title="The users could not be loaded" onRetry={() => void users.refetch()} />
      )}
      {!users.data && !users.error && <ListSkeleton rows={7} />}
      <UserDialogs
        question={question}
        onClose={() => {
          setQuestion(undefined);
        }}
      />
      <Suspense>
        {dialog === 'add' && <AddUserDrawer onClose={closeDialog} />}
        {dialog === 'import' && <ImportDialog onClose={closeDialog} />}
      </Suspense>
    </Page>
  );
}
