import type { SessionUser } from '@cloudapp/contracts/session';
import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconApi, IconLogout, IconUser } from '../../components/icons.ts';
import { notifyFailure } from '../../components/notify.tsx';
import { signOut } from '../../lib/session.ts';

export function UserMenu({ user }: { readonly user: SessionUser }) {
  const leave = () => {
    signOut().catch((error: unknown) => {
      notifyFailure('You are still signed in', error);
    });
  };
  return (
    <Menu width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${user.name}`} style={{ borderRadius: 999 }}>
          <Avatar
            size={32}
            radius="xl"
            color="iris"
            name={user.name}
            alt=""
            styles={{ placeholder: { fontSize: 13 } }}
          />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text px="sm" pt={6} size="sm" fw={600} truncate>
          {user.name}
        </Text>
        <Text px="sm" pb={6} size="xs" c="dimmed" truncate>
          {user.email}
        </Text>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconUser size={16} aria-hidden />}>
          Profile
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs" leftSection={<IconApi size={16} aria-hidden />}>
          API documentation
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
