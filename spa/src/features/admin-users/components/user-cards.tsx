import { Group } from '@mantine/core';
import { UserMenu } from './user-menu.tsx';
import { LastSignIn, roleLabels, UserStatus } from './user-status.tsx';
import { MachinesOfQuota, type UserListProps } from './user-table.tsx';
import classes from './users.module.css';

export function UserCards({ users, currentUserId, onAsk }: UserListProps) {
  return (
    <ul className={classes['cards']} aria-label="Users">
      {users.map((user) => (
        <li key={user.id} className={classes['card']}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <strong>{user.name}</strong>
              <div className={classes['dim']}>{user.email}</div>
            </div>
            <UserMenu user={user} isSelf={user.id === currentUserId} onAsk={onAsk} />
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
              <MachinesOfQuota user={user} />
            </dd>
            <dt>Last sign-in</dt>
            <dd>
              <LastSignIn user={user} />
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
