import type { User } from '@cloudapp/contracts/user';
import { ActionIcon, Menu } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link } from 'react-router-dom';
import {
  IconDots,
  IconHistory,
  IconKey,
  IconLock,
  IconLockOpen,
  IconLogout,
  IconPencil,
  IconTrash,
} from '../../../components/icons.ts';
import type { UserQuestion } from './user-dialogs.tsx';

interface UserMenuProps {
  readonly user: User;
  readonly isSelf: boolean;
  readonly onAsk: (question: UserQuestion) => void;
}

type Kind = UserQuestion['kind'];

/** Administrators cannot lock themselves out, so their own row offers less. */
function choicesFor(user: User, isSelf: boolean): readonly (readonly [Kind, string, Icon])[] {
  const edit = ['edit', 'Change role and quota', IconPencil] as const;
  const signOut = ['sign-out', 'Sign out everywhere', IconLogout] as const;
  if (isSelf) return [edit, signOut];
  const toggle =
    user.status === 'active'
      ? (['disable', 'Disable', IconLock] as const)
      : (['enable', 'Enable', IconLockOpen] as const);
  return [edit, ['reset', 'Reset password', IconKey], signOut, toggle];
}

export function UserMenu({ user, isSelf, onAsk }: UserMenuProps) {
  const target = useRef<HTMLButtonElement>(null);
  const ask = (kind: Kind) => {
    // The dialog gives the focus back to whoever had it; the chosen item will be gone by then.
    target.current?.focus();
    onAsk({ kind, user });
  };
  return (
    <Menu width={220}>
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
        {choicesFor(user, isSelf).map(([kind, label, Icon]) => (
          <Menu.Item
            key={kind}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => {
              ask(kind);
            }}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Item
          component={Link}
          to={`/admin/audit?actor=${user.id}`}
          leftSection={<IconHistory size={16} aria-hidden />}
        >
          What they did
        </Menu.Item>
        {!isSelf && (
          <>
            <Menu.Divider />
            <Menu.Item
              c="var(--app-bad)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => {
                ask('delete');
              }}
            >
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
