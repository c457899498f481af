import type { SessionUser } from '@cloudapp/contracts/session';
import { ActionIcon, Box, Kbd } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconSearch } from '../../components/icons.ts';
import { Logo } from '../../components/logo.tsx';
import { modifierKey } from '../../lib/modifier-key.ts';
import { paths } from '../../lib/paths.ts';
import { useThemeSwitch } from '../use-theme-switch.ts';
import { UserMenu } from './user-menu.tsx';
import classes from './shell.module.css';

interface TopBarProps {
  readonly user: SessionUser;
  readonly onSearch: () => void;
}

export function TopBar({ user, onSearch }: TopBarProps) {
  return (
    <header className={classes['bar']}>
      <Box w={{ base: 'auto', sm: '12.5rem' }}>
        <Link to={paths.home} className={classes['brand']} aria-label="CloudApp, start page">
          <Logo /> CloudApp
        </Link>
      </Box>
      <Box flex={1} display="flex" style={{ justifyContent: 'flex-start' }}>
        <Box ml={{ base: 'auto', sm: 0 }} w={{ base: 'auto', sm: '100%' }}>
          <button type="button" className={classes['search']} onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
            <IconSearch size={17} aria-hidden />
            <span className={classes['searchText']}>Search or run an action</span>
            <Kbd className={classes['keys'] ?? ''}>{modifierKey} K</Kbd>
          </button>
        </Box>
      </Box>
      <ThemeSwitch />
      <UserMenu user={user} />
    </header>
  );
}

function ThemeSwitch() {
  const { label, Icon, flip } = useThemeSwitch();
  return (
    <ActionIcon variant="subtle" color="gray" c="dimmed" size={36} aria-label={label} title={label} onClick={flip}>
      <Icon size={19} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
