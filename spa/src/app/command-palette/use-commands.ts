import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { IconApi, IconChartHistogram, IconLogout, IconPackage, IconServer, IconUser } from '../../components/icons.ts';
import { usersFoundQuery } from '../../features/admin-users/api/users.ts';
import { apiDocsPath } from '../../lib/api/endpoints.ts';
import { launchPath, machinePath, paths, pathTo } from '../../lib/paths.ts';
import { useCurrentUser } from '../../modules/account/session.ts';
import { signOutHere } from '../../modules/account/sign-out-here.ts';
import { blueprintsQuery } from '../../modules/blueprints/api/blueprints.ts';
import {
  anybodysMachinesFoundQuery,
  anybodysMachinesQuery,
  myMachinesQuery,
} from '../../modules/machines/api/machines.ts';
import { actionWords } from '../../modules/machines/components/action-words.ts';
import { stateLabels } from '../../modules/machines/components/state-labels.ts';
import { administrationEntries, personalEntries } from '../shell/navigation.tsx';
import { useThemeSwitch } from '../use-theme-switch.ts';
import type { Command } from './commands.ts';

type Go = (path: string) => void;
type Perform = (action: InstanceAction, machine: Instance) => void;

/** Everything that can be reached or done from here. Administrators also find everybody's machines, and users. */
export function useCommands(typed: string, perform: Perform): Command[] {
  const { role } = useCurrentUser();
  const isAdministrator = role === 'admin';
  const navigate = useNavigate();
  const go: Go = (path) => {
    void navigate(path);
  };
  const mine = useQuery(myMachinesQuery);
  const fleet = useQuery({ ...anybodysMachinesQuery, enabled: isAdministrator });
  const blueprints = useQuery(blueprintsQuery);
  const [search] = useDebouncedValue(typed.trim().slice(0, 100), 200);
  const { data: found = [] } = useQuery({
    ...anybodysMachinesFoundQuery(search),
    enabled: isAdministrator && search !== '',
  });
  const loaded = fleet.data ?? mine.data ?? [];
  const machines = [...loaded, ...found.filter(({ id }) => !loaded.some((machine) => machine.id === id))];
  return [
    ...pageCommands(isAdministrator, go),
    ...machines.flatMap((machine) => machineCommands(machine, go, perform)),
    ...useUserCommands(search, isAdministrator, go),
    ...(blueprints.data ?? []).map(({ id, name, summary }): Command => ({
      id: `blueprint-${id}`,
      group: 'Blueprints',
      label: `Launch ${name}`,
      detail: summary,
      Icon: IconPackage,
      run: () => {
        go(launchPath(id));
      },
    })),
    ...useGeneralActions(),
  ];
}

function pageCommands(isAdministrator: boolean, go: Go): Command[] {
  const entries = [
    ...personalEntries,
    ...(isAdministrator
      ? [...administrationEntries, { to: paths.costs, label: 'Costs', Icon: IconChartHistogram }]
      : []),
    { to: paths.profile, label: 'Profile', Icon: IconUser },
  ];
  return entries.map(({ to, label, Icon }) => ({
    id: `page-${to}`,
    group: 'Pages',
    label,
    Icon,
    run: () => {
      go(to);
    },
  }));
}

function machineCommands(machine: Instance, go: Go, perform: Perform): Command[] {
  const { id, name, blueprint, owner, state, allowedActions } = machine;
  const open: Command = {
    id: `machine-${id}`,
    group: 'Machines',
    label: name,
    detail: `${stateLabels[state]} · ${blueprint.name} · ${owner.name}`,
    Icon: IconServer,
    run: () => {
      go(machinePath(id));
    },
  };
  const actions = allowedActions.map((action): Command => {
    const { label, Icon } = actionWords[action];
    return {
      id: `${action}-${id}`,
      group: 'Actions',
      label: `${label}: ${name}`,
      Icon,
      hidden: true,
      run: () => {
        perform(action, machine);
      },
    };
  });
  return [open, ...actions];
}

function useUserCommands(search: string, isAdministrator: boolean, go: Go): Command[] {
  const { data: users = [] } = useQuery({ ...usersFoundQuery(search), enabled: isAdministrator && search !== '' });
  return users.map(({ id, name, email }) => ({
    id: `user-${id}`,
    group: 'Users',
    label: name,
    detail: email,
    Icon: IconUser,
    hidden: true,
    run: () => {
      go(pathTo('users', { q: email }));
    },
  }));
}

function useGeneralActions(): Command[] {
  const { label, Icon, flip } = useThemeSwitch();
  return [
    {
      id: 'theme',
      group: 'Actions',
      label,
      Icon,
      run: flip,
    },
    {
      id: 'api',
      group: 'Actions',
      label: 'Read the API documentation',
      Icon: IconApi,
      run: () => {
        window.location.assign(apiDocsPath);
      },
    },
    {
      id: 'sign-out',
      group: 'Actions',
      label: 'Sign out',
      Icon: IconLogout,
      run: signOutHere,
    },
  ];
}
