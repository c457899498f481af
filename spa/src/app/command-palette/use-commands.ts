import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { IconApi, IconLogout, IconMoon, IconPackage, IconServer, IconSun, IconUser } from '../../components/icons.ts';
import { actionWords } from '../../modules/machines/components/action-words.ts';
import { notifyFailure } from '../../components/notify.tsx';
import { stateLabels } from '../../modules/machines/components/status-badge.tsx';
import { callApi } from '../../lib/api/call-api.ts';
import { blueprintsQuery } from '../../modules/blueprints/api/blueprints.ts';
import { machinesKey, myMachinesQuery } from '../../modules/machines/api/machines.ts';
import { signOut, useCurrentUser } from '../../modules/account/session.ts';
import { administrationEntries, personalEntries } from '../shell/navigation.tsx';
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
  const fleet = useQuery({
    queryKey: [...machinesKey, 'palette'],
    queryFn: async ({ signal }) => (await callApi('listFleet', { query: { limit: 100 }, signal })).items,
    enabled: isAdministrator,
  });
  const blueprints = useQuery(blueprintsQuery);
  const machines = fleet.data ?? mine.data ?? [];
  return [
    ...pageCommands(isAdministrator, go),
    ...machines.flatMap((machine) => machineCommands(machine, go, perform)),
    ...useUserCommands(typed, isAdministrator, go),
    ...(blueprints.data ?? []).map(({ id, name, summary }): Command => ({
      id: `blueprint-${id}`,
      group: 'Blueprints',
      label: `Launch ${name}`,
      detail: summary,
      Icon: IconPackage,
      run: () => {
        go(`/launch/${id}`);
      },
    })),
    ...useGeneralActions(),
  ];
}

function pageCommands(isAdministrator: boolean, go: Go): Command[] {
  const entries = [
    ...personalEntries,
    ...(isAdministrator ? administrationEntries : []),
    { to: '/profile', label: 'Profile', Icon: IconUser },
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
      go(`/machines/${id}`);
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

function useUserCommands(typed: string, isAdministrator: boolean, go: Go): Command[] {
  const [search] = useDebouncedValue(typed.trim().slice(0, 100), 200);
  const { data: users = [] } = useQuery({
    queryKey: ['users', 'palette', search],
    queryFn: async ({ signal }) => (await callApi('listUsers', { query: { limit: 7, search }, signal })).items,
    enabled: isAdministrator && search !== '',
    placeholderData: keepPreviousData,
  });
  return users.map(({ id, name, email }) => ({
    id: `user-${id}`,
    group: 'Users',
    label: name,
    detail: email,
    Icon: IconUser,
    hidden: true,
    run: () => {
      go(`/admin/users?search=${encodeURIComponent(email)}`);
    },
  }));
}

function useGeneralActions(): Command[] {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return [
    {
      id: 'theme',
      group: 'Actions',
      label: isDark ? 'Use the light theme' : 'Use the dark theme',
      Icon: isDark ? IconSun : IconMoon,
      run: () => {
        setColorScheme(isDark ? 'light' : 'dark');
      },
    },
    {
      id: 'api',
      group: 'Actions',
      label: 'Read the API documentation',
      Icon: IconApi,
      run: () => {
        window.location.assign('/api/docs');
      },
    },
    {
      id: 'sign-out',
      group: 'Actions',
      label: 'Sign out',
      Icon: IconLogout,
      run: () => {
        signOut().catch((error: unknown) => {
          notifyFailure('You are still signed in', error);
        });
      },
    },
  ];
}
