import type { SessionUser } from '@cloudapp/contracts/session';
import { Text } from '@mantine/core';
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
  const initials = initialsOf(user.name);
  return (
    <MenuButton
      label={`Account of ${user.name} (${initials})`}
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
      <span className={classes['initials']}>{initials}</span>
    </MenuButton>
  );
}

/** Of the first and the last word; the button's name says them too, for whoever speaks what they read (WCAG 2.5.3). */
function initialsOf(name: string): string {
  const words = name.split(' ');
  const shown = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return shown.map((word = '') => firstLetterOf(word).toLocaleUpperCase()).join('');
}

function firstLetterOf(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment ?? '';
}
