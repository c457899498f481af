import type { Icon } from '@tabler/icons-react';
import { NavLink } from 'react-router-dom';
import {
  IconChartHistogram,
  IconHistory,
  IconRocket,
  IconServer,
  IconServerCog,
  IconUsers,
} from '../../components/icons.ts';
import { paths } from '../../lib/paths.ts';
import classes from './shell.module.css';

interface Entry {
  readonly to: string;
  readonly label: string;
  /** For the bottom bar of a phone. */
  readonly short: string;
  readonly Icon: Icon;
  /** Whether pages below do not belong to it. */
  readonly exact?: boolean;
}

export const personalEntries: readonly Entry[] = [
  { to: paths.catalogue, label: 'Launch', short: 'Launch', Icon: IconRocket },
  { to: paths.machines, label: 'My machines', short: 'Machines', Icon: IconServer },
];

export const administrationEntries: readonly Entry[] = [
  { to: paths.overview, label: 'Overview', short: 'Overview', Icon: IconChartHistogram, exact: true },
  { to: paths.fleet, label: 'All machines', short: 'All', Icon: IconServerCog },
  { to: paths.users, label: 'Users', short: 'Users', Icon: IconUsers },
  { to: paths.audit, label: 'Audit log', short: 'Audit', Icon: IconHistory },
];

interface NavigationProps {
  readonly isAdministrator: boolean;
  readonly isPhone: boolean;
}

export function Navigation({ isAdministrator, isPhone }: NavigationProps) {
  return (
    <nav className={classes['nav']} aria-label="Main">
      <div className={classes['groups']}>
        <Entries entries={personalEntries} isPhone={isPhone} />
        {isAdministrator && (
          <>
            <p className={classes['group']} id="administration">
              Administration
            </p>
            <Entries entries={administrationEntries} isPhone={isPhone} />
          </>
        )}
      </div>
    </nav>
  );
}

function Entries({ entries, isPhone }: { readonly entries: readonly Entry[]; readonly isPhone: boolean }) {
  return (
    <ul className={classes['list']}>
      {entries.map(({ to, label, short, Icon, exact = false }) => (
        <li key={to}>
          <NavLink to={to} end={exact} className={classes['link'] ?? ''} aria-label={label}>
            <Icon size={isPhone ? 21 : 18} stroke={1.7} aria-hidden />
            {isPhone ? short : label}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
