import type { User } from '@cloudapp/contracts/user';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '../../../components/icons.ts';
import { UserCards } from './user-cards.tsx';
import type { UserQuestion } from './user-dialogs.tsx';
import { UserTable } from './user-table.tsx';

interface UsersViewProps {
  readonly users: readonly User[];
  readonly currentUserId: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onAsk: (question: UserQuestion) => void;
  readonly onMore: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

export function UsersView(props: UsersViewProps) {
  const { users, currentUserId, search, onSearch, onAsk, onMore, isLoadingMore } = props;
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const List = isPhone ? UserCards : UserTable;
  return (
    <Stack gap="md">
      <TextInput
        type="search"
        aria-label="Search users"
        placeholder="Name or e-mail"
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={320}
        maxLength={100}
        value={search}
        onChange={(event) => {
          onSearch(event.currentTarget.value);
        }}
      />
      {users.length === 0 ? (
        <Text c="dimmed">Nobody matches. Try another part of the name or e-mail.</Text>
      ) : (
        <List users={users} currentUserId={currentUserId} onAsk={onAsk} />
      )}
      {onMore && (
        <Button variant="default" loading={isLoadingMore} onClick={onMore} style={{ alignSelf: 'center' }}>
          Show more
        </Button>
      )}
    </Stack>
  );
}
