import type { User } from '@cloudapp/contracts/user';
import { Anchor, Badge, Checkbox, Group, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router-dom';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { useMedia } from '../../../lib/use-media.ts';
import { UserActionsMenu, type UserAction } from './user-actions-menu.tsx';
import { UserStatus } from './user-status.tsx';
import { formatQuota, machinesOf, peopleOf, roleLabels } from './user-words.ts';
import classes from './users-list.module.css';

export interface UserSelection {
  readonly selected: ReadonlyMap<string, User>;
  readonly onSelect: (users: readonly User[], on: boolean) => void;
}

interface UsersListProps extends UserSelection {
  readonly users: readonly User[];
  readonly currentUserId: string;
  readonly onAction: (action: UserAction, user: User) => void;
}

interface RowProps {
  readonly user: User;
  readonly isSelf: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (on: boolean) => void;
  readonly onAction: (action: UserAction) => void;
}

/** Users as a table, in a narrow window as cards. */
export function UsersList({ users, currentUserId, selected, onSelect, onAction }: UsersListProps) {
  const isNarrow = useMedia('(max-width: 63.9375em)');
  const Row = isNarrow ? UserCard : UserRow;
  const rows = users.map((user) => (
    <Row
      key={user.id}
      user={user}
      isSelf={user.id === currentUserId}
      isSelected={selected.has(user.id)}
      onSelect={(on) => {
        onSelect([user], on);
      }}
      onAction={(action) => {
        onAction(action, user);
      }}
    />
  ));
  const count = users.filter(({ id }) => selected.has(id)).length;
  const all = (
    <Checkbox
      size="xs"
      {...(isNarrow ? { label: 'Select all shown' } : { 'aria-label': 'Select all shown' })}
      checked={count > 0 && count === users.length}
      indeterminate={count > 0 && count < users.length}
      onChange={(event) => {
        onSelect(users, event.currentTarget.checked);
      }}
    />
  );
  if (isNarrow) {
    return (
      <>
        {all}
        <ul className={classes['cards']} aria-label="Users">
          {rows}
        </ul>
      </>
    );
  }
  return (
    <Paper>
      {/* Mantine's own table brings its scroll area along, 16 KB that no other part of the page needs. */}
      <table className={classes['table']} aria-label="Users">
        <thead>
          <tr>
            <th className={classes['tick']}>{all}</th>
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

function UserRow({ user, isSelf, isSelected, onSelect, onAction }: RowProps) {
  return (
    <tr data-selected={isSelected || undefined}>
      <td>
        <Tick user={user} isSelected={isSelected} onSelect={onSelect} />
      </td>
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

function UserCard({ user, isSelf, isSelected, onSelect, onAction }: RowProps) {
  return (
    <Paper component="li" p="md" data-selected={isSelected || undefined}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Group align="flex-start" wrap="nowrap" gap="sm" miw={0}>
          <Tick user={user} isSelected={isSelected} onSelect={onSelect} />
          <UserName user={user} isSelf={isSelf} />
        </Group>
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

function Tick({ user, isSelected, onSelect }: Pick<RowProps, 'user' | 'isSelected' | 'onSelect'>) {
  return (
    <Checkbox
      size="xs"
      aria-label={`Select ${user.name}`}
      checked={isSelected}
      onChange={(event) => {
        onSelect(event.currentTarget.checked);
      }}
    />
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
      <GroupAndCostCentre user={user} />
    </Stack>
  );
}

function GroupAndCostCentre({ user: { name, group, costCentre } }: Pick<RowProps, 'user'>) {
  if (group === undefined && costCentre === undefined) return null;
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {group !== undefined && (
        <Anchor component={Link} to={peopleOf(group)} inherit aria-label={`${group}: group of ${name}`}>
          {group}
        </Anchor>
      )}
      {group !== undefined && costCentre !== undefined && ' · '}
      {costCentre !== undefined && `cost centre ${costCentre}`}
    </Text>
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
