import type { User } from '@cloudapp/contracts/user';
import { Button, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconSearch, IconUserPlus, IconUsers } from '../../../components/icons.ts';
import { MoreButton } from '../../../components/more-button.tsx';
import { formatCount, formatNumber } from '../../../lib/format/size.ts';
import type { NextPage } from '../../../lib/next-page.ts';
import type { UserAction } from './user-actions-menu.tsx';
import { UserFilters, type UserFiltersProps } from './user-filters.tsx';
import { UserBulkBar, type UserBulkBarProps } from './user-bulk-bar.tsx';
import { UsersList, type UserSelection } from './users-list.tsx';

/** How many there are, or match. */
interface UserCount {
  readonly count: number;
  /** False where there are more than are looked through: then there are at least so many. */
  readonly complete: boolean;
}

interface UsersViewProps {
  readonly users: readonly User[];
  /** Absent until it is known. */
  readonly total: UserCount | undefined;
  readonly currentUserId: string;
  readonly filters: UserFiltersProps;
  /** Whether the list was asked for some users, not for all. */
  readonly isNarrowed: boolean;
  readonly onShowAll: () => void;
  readonly onAdd: () => void;
  readonly onAction: (action: UserAction, user: User) => void;
  readonly selection: UserSelection;
  readonly bulk: UserBulkBarProps;
  readonly isSearching: boolean;
  readonly next: NextPage | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function UsersView(props: UsersViewProps) {
  const { users, total, isSearching, next, error } = props;
  return (
    <Stack gap="md">
      <UserFilters {...props.filters} />
      <Text size="sm" c="dimmed" role="status">
        {isSearching ? 'Searching' : countOf(users.length, next !== undefined, total)}
      </Text>
      {error instanceof Error && (
        <ErrorNotice error={error} title="The list may be out of date" onRetry={props.onRetry} />
      )}
      {users.length > 0 ? (
        <UsersList users={users} currentUserId={props.currentUserId} onAction={props.onAction} {...props.selection} />
      ) : (
        next === undefined && <NoUsers isNarrowed={props.isNarrowed} onAdd={props.onAdd} onShowAll={props.onShowAll} />
      )}
      <MoreButton next={next} />
      <UserBulkBar {...props.bulk} />
    </Stack>
  );
}

/** What is shown, and of how many; the list itself knows best once its end is reached. */
function countOf(shown: number, hasMore: boolean, total: UserCount | undefined): string {
  if (!hasMore) return formatCount(shown, 'user');
  if (shown === 0) return 'Nobody among those looked through so far. There are more.';
  if (total === undefined || total.count < shown) return `The first ${formatCount(shown, 'user')}`;
  return `The first ${formatNumber(shown)} of ${total.complete ? '' : 'at least '}${formatCount(total.count, 'user')}`;
}

function NoUsers({ isNarrowed, onAdd, onShowAll }: Pick<UsersViewProps, 'isNarrowed' | 'onAdd' | 'onShowAll'>) {
  if (isNarrowed) {
    return (
      <EmptyState
        Icon={IconSearch}
        title="Nobody found"
        action={
          <Button variant="default" onClick={onShowAll}>
            Show all users
          </Button>
        }
      >
        Nobody has all that is asked for above. Try fewer words, or other filters.
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
