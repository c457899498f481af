import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconSearch, IconUserPlus, IconUsers } from '../../../components/icons.ts';
import { MoreButton } from '../../../components/more-button.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import type { NextPage } from '../../../lib/next-page.ts';
import type { UserAction } from './user-actions-menu.tsx';
import { UsersList } from './users-list.tsx';

interface UsersViewProps {
  readonly users: readonly User[];
  readonly currentUserId: string;
  /** What stands in the field. */
  readonly search: string;
  /** What the list was asked for. */
  readonly searched: string;
  readonly onSearch: (search: string) => void;
  readonly onAdd: () => void;
  readonly onAction: (action: UserAction, user: User) => void;
  readonly isSearching: boolean;
  readonly next: NextPage | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function UsersView(props: UsersViewProps) {
  const { users, search, searched, onSearch, isSearching, next, error } = props;
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <SearchField
          label="Search users"
          placeholder="Search by name or e-mail"
          w={{ base: '100%', xs: 320 }}
          maxLength={100}
          value={search}
          onChange={onSearch}
        />
        <Text size="sm" c="dimmed" role="status">
          {isSearching ? 'Searching' : countOf(users.length, next !== undefined)}
        </Text>
      </Group>
      {error instanceof Error && (
        <ErrorNotice error={error} title="The list may be out of date" onRetry={props.onRetry} />
      )}
      {users.length > 0 ? (
        <UsersList users={users} currentUserId={props.currentUserId} onAction={props.onAction} />
      ) : (
        next === undefined && <NoUsers searched={searched} onAdd={props.onAdd} onSearch={onSearch} />
      )}
      <MoreButton next={next} />
    </Stack>
  );
}

function countOf(count: number, hasMore: boolean): string {
  return hasMore ? `The first ${formatCount(count, 'user')}` : formatCount(count, 'user');
}

function NoUsers({ searched, onAdd, onSearch }: Pick<UsersViewProps, 'searched' | 'onAdd' | 'onSearch'>) {
  if (searched !== '') {
    return (
      <EmptyState
        Icon={IconSearch}
        title="Nobody found"
        action={
          <Button
            variant="default"
            onClick={() => {
              onSearch('');
            }}
          >
            Show all users
          </Button>
        }
      >
        No name and no e-mail contains “{searched}”.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      Icon={IconUsers}
      title="No users yet"
      action={
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={onAdd}>
          Add the first user
        </Button>
      }
    >
      People who may sign in and launch machines appear here.
    </EmptyState>
  );
}
