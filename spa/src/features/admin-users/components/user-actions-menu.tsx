import type { User } from '@cloudapp/contracts/user';
import { ActionIcon, Menu } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useRef } from 'react';
import {
  IconDots,
  IconKey,
  IconLogout,
  IconTrash,
  IconUserCheck,
  IconUserCog,
  IconUserOff,
} from '../../../components/icons.ts';

export type UserAction = 'access' | 'reset-password' | 'sign-out' | 'disable' | 'enable' | 'delete';

const words: Readonly<Record<UserAction, { label: string; Icon: Icon }>> = {
  access: { label: 'Change role and quota', Icon: IconUserCog },
  'reset-password': { label: 'Reset password', Icon: IconKey },
  'sign-out': { label: 'Sign out everywhere', Icon: IconLogout },
  disable: { label: 'Disable', Icon: IconUserOff },
  enable: { label: 'Enable', Icon: IconUserCheck },
  delete: { label: 'Delete', Icon: IconTrash },
};

interface UserActionsMenuProps {
  readonly user: User;
  readonly onAction: (action: UserAction) => void;
}

export function UserActionsMenu({ user, onAction }: UserActionsMenuProps) {
  const target = useRef<HTMLButtonElement>(null);
  const isActive = user.status === 'active';
  const actions: UserAction[] = [
    'access',
    'reset-password',
    ...(isActive ? (['sign-out', 'disable'] as const) : (['enable'] as const)),
  ];
  const item = (action: UserAction) => {
    const { label, Icon } = words[action];
    return (
      <Menu.Item
        key={action}
        leftSection={<Icon size={16} aria-hidden />}
        {...(action === 'delete' && { c: 'var(--app-bad)' })}
        onClick={() => {
          // A dialog gives the focus back to whoever had it; the chosen item will be gone by then.
          target.current?.focus();
          onAction(action);
        }}
      >
        {label}
      </Menu.Item>
    );
  };
  return (
    <Menu width={230}>
      <Menu.Target>
        <ActionIcon
          ref={target}
          variant="subtle"
          color="gray"
          c="dimmed"
          size={32}
          aria-label={`Actions for ${user.name}`}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(item)}
        <Menu.Divider />
        {item('delete')}
      </Menu.Dropdown>
    </Menu>
  );
}
