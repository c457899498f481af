import type { SessionUser } from '@cloudapp/contracts/session';
import { Avatar, Text } from '@mantine/core';
import { useNavigate } from 'react-router-dom';
import { IconApi, IconLogout, IconUser } from '../../components/icons.ts';
import { MenuButton } from '../../components/menu/menu-button.tsx';
import { apiDocsPath } from '../../lib/api/endpoints.ts';
import { paths } from '../../lib/paths.ts';
import { signOutHere } from '../../modules/account/sign-out-here.ts';
import classes from './shell.module.css';

export function UserMenu({ user }: { readonly user: SessionUser }) {
  const navigate = useNavigate();
  const entries = [
    { id: 'profile', label: 'Profile', Icon: IconUser, onChoose: () => void navigate(paths.profile) },
    {
      id: 'api',
      label: 'API documentation',
      Icon: IconApi,
      onChoose: () => {
        window.location.assign(apiDocsPath);
      },
    },
    {
      id: 'sign-out',
      label: 'Sign out',
      Icon: IconLogout,
      isApart: true,
      onChoose: signOutHere,
    },
  ];
  return (
    <MenuButton
      label={`Account of ${user.name}`}
      className={classes['account']}
      entries={entries}
      head={
        <>
          <Text size="sm" fw={600} truncate>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {user.email}
          </Text>
        </>
      }
    >
      <Avatar size={32} radius="xl" color="iris" name={user.name} alt="" styles={{ placeholder: { fontSize: 13 } }} />
    </MenuButton>
  );
}
