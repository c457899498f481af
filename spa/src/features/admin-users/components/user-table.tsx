import type { User } from '@cloudapp/contracts/user';
import { Anchor, Avatar, Group, Table, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router-dom';
import type { UserQuestion } from './user-dialogs.tsx';
import { UserMenu } from './user-menu.tsx';
import { LastSignIn, roleLabels, UserStatus } from './user-status.tsx';
import classes from './users.module.css';

export interface UserListProps {
  readonly users: readonly User[];
  readonly currentUserId: string;
  readonly onAsk: (question: UserQuestion) => void;
}

export function UserTable({ users, currentUserId, onAsk }: UserListProps) {
  return (
    <div className={classes['frame']}>
      <Table aria-label="Users" highlightOnHover className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl="md">Name</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Machines</Table.Th>
            <Table.Th>Last sign-in</Table.Th>
            <Table.Th w={56}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td pl="md">
                <Group gap="sm" wrap="nowrap">
                  <Avatar size={32} radius="xl" name={user.name} alt="" styles={{ placeholder: { fontSize: 13 } }} />
                  <div>
                    <strong>{user.name}</strong>
                    {user.id === currentUserId && <span className={classes['dim']}> (you)</span>}
                    <div className={classes['dim']}>{user.email}</div>
                  </div>
                </Group>
              </Table.Td>
              <Table.Td>{roleLabels[user.role]}</Table.Td>
              <Table.Td>
                <UserStatus user={user} />
              </Table.Td>
              <Table.Td>
                <MachinesOfQuota user={user} />
              </Table.Td>
              <Table.Td>
                <LastSignIn user={user} />
              </Table.Td>
              <Table.Td>
                <UserMenu user={user} isSelf={user.id === currentUserId} onAsk={onAsk} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

export function MachinesOfQuota({ user }: { readonly user: User }) {
  const text = `${user.quota.used} of ${user.quota.limit}`;
  if (user.quota.used === 0) return text;
  return (
    <Anchor
      component={Link}
      to={`/admin/machines?owner=${user.id}`}
      inherit
      aria-label={`${text} machines of ${user.name}`}
    >
      {text}
    </Anchor>
  );
}
