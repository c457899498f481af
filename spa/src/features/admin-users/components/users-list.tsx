import type { User } from '@cloudapp/contracts/user';
import { Anchor, Badge, Group, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'react-router-dom';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { UserActionsMenu, type UserAction } from './user-actions-menu.tsx';
import { UserStatus } from './user-status.tsx';
import { formatQuota, machinesOf, roleLabels } from './user-words.ts';
import classes from './users-list.module.css';

interface UsersListProps {
  readonly users: readonly User[];
  readonly currentUserId: string;
  readonly onAction: (action: UserAction, user: User) => void;
}

interface RowProps {
  readonly user: User;
  readonly isSelf: boolean;
  readonly onAction: (action: UserAction) => void;
}

/** Users as a table, in a narrow window as cards. */
export function UsersList({ users, currentUserId, onAction }: UsersListProps) {
  const isNarrow = useMediaQuery('(max-width: 63.9375em)', false, { getInitialValueInEffect: false });
  const Row = isNarrow ? UserCard : UserRow;
  const rows = users.map((user) => (
    <Row
      key={user.id}
      user={user}
      isSelf={user.id === currentUserId}
      onAction={(action) => {
        onAction(action, user);
      }}
    />
  ));
  if (isNarrow) {
    return (
      <ul className={classes['cards']} aria-label="Users">
        {rows}
      </ul>
    );
  }
  return (
    <Paper>
      {/* Mantine's own table brings its scroll area along, 16 KB that no other part of the page needs. */}
      <table className={classes['table']} aria-label="Users">
        <thead>
          <tr>
            <th>Name</th>
            <th>Role</th>
            <th>Status</th>
            <th>Machines</th>
            <th>Last sign-in</th>
            <th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </Paper>
  );
}

function UserRow({ user, isSelf, onAction }: RowProps) {
  return (
    <tr>
      <td>
        <UserName user={user} isSelf={isSelf} />
      </td>
      <td>{roleLabels[user.role]}</td>
      <td>
        <UserStatus user={user} />
      </td>
      <td className={classes['nowrap']}>
        <Machines user={user} />
      </td>
      <td className={classes['nowrap']}>
        <LastSignIn user={user} />
      </td>
      <td>
        <UserActionsMenu user={user} onAction={onAction} />
      </td>
    </tr>
  );
}

function UserCard({ user, isSelf, onAction }: RowProps) {
  return (
    <Paper component="li" p="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <UserName user={user} isSelf={isSelf} />
        <UserActionsMenu user={user} onAction={onAction} />
      </Group>
      <dl className={classes['facts']}>
        <dt>Role</dt>
        <dd>{roleLabels[user.role]}</dd>
        <dt>Status</dt>
        <dd>
          <UserStatus user={user} />
        </dd>
        <dt>Machines</dt>
        <dd>
          <Machines user={user} />
        </dd>
        <dt>Last sign-in</dt>
        <dd>
          <LastSignIn user={user} />
        </dd>
      </dl>
    </Paper>
  );
}

function UserName({ user, isSelf }: Pick<RowProps, 'user' | 'isSelf'>) {
  return (
    <Stack gap={0} miw={0}>
      <Group gap={8}>
        <Text size="sm" fw={600}>
          {user.name}
        </Text>
        {isSelf && <Badge>You</Badge>}
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {user.email.replace(/@.*/, '@')}
        <wbr />
        {user.email.replace(/.*@/, '')}
      </Text>
    </Stack>
  );
}

function Machines({ user }: Pick<RowProps, 'user'>) {
  if (user.quota.used === 0) return formatQuota(user.quota);
  return (
    <Anchor
      component={Link}
      to={machinesOf(user)}
      inherit
      aria-label={`${formatQuota(user.quota)}: machines of ${user.name}`}
    >
      {formatQuota(user.quota)}
    </Anchor>
  );
}

function LastSignIn({ user }: Pick<RowProps, 'user'>) {
  if (user.lastSignInAt !== undefined) return <RelativeTime instant={user.lastSignInAt} />;
  return (
    <Text span inherit c="dimmed">
      Never
    </Text>
  );
}
