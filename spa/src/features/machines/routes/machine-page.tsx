import type { Instance } from '@cloudapp/contracts/instance';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Loaded } from '../../../components/loaded.tsx';
import { DetailSkeleton, ListSkeleton } from '../../../components/page-skeleton.tsx';
import { launchLikePath } from '../../../lib/paths.ts';
import { useCurrentUser } from '../../../modules/account/session.ts';
import { machineQuery } from '../../../modules/machines/api/machines.ts';
import { useMachineActions } from '../../../modules/machines/use-machine-actions.tsx';
import { MachineView } from '../components/machine-view.tsx';
import { MachineActivity } from './machine-activity.tsx';
import { MachineKey } from './machine-key.tsx';
import { MachineKeyRow } from './machine-key-row.tsx';
import { useKeyChange } from './use-key-change.tsx';

// Only a machine that is ready needs it; it comes beside the machine itself.
const loadLogin = () => import('./machine-login.tsx');
const MachineLogin = lazy(async () => ({ default: (await loadLogin()).MachineLogin }));

// Below what one comes for.
const MachineHours = lazy(async () => ({ default: (await import('./machine-hours.tsx')).MachineHours }));
const MachineUsage = lazy(async () => ({ default: (await import('./machine-usage.tsx')).MachineUsage }));
const MachineConsole = lazy(async () => ({ default: (await import('./machine-console.tsx')).MachineConsole }));

// Only a machine that is idle needs it.
const MachineIdle = lazy(async () => ({ default: (await import('./machine-idle.tsx')).MachineIdle }));

// Only a launch that met no room needs it.
const MachineOtherSizes = lazy(async () => ({
  default: (await import('./machine-other-sizes.tsx')).MachineOtherSizes,
}));

function preloadLogin(): void {
  loadLogin().catch(() => undefined);
}

export function MachinePage() {
  const { id = '' } = useParams();
  const query = useQuery(machineQuery(id));
  useEffect(preloadLogin, []);
  return (
    <Loaded query={query} failure="The machine could not be loaded" skeleton={<DetailSkeleton />}>
      {(machine) => <LoadedMachine machine={machine} />}
    </Loaded>
  );
}

interface LoadedMachineProps {
  readonly machine: Instance;
}

function LoadedMachine({ machine }: LoadedMachineProps) {
  const user = useCurrentUser();
  const actions = useMachineActions();
  const navigate = useNavigate();
  const isOwner = machine.owner.id === user.id;
  const keyChange = useKeyChange(machine, isOwner);
  return (
    <>
      <MachineView
        machine={machine}
        isOwner={isOwner}
        isPending={actions.isPending}
        onAction={(action) => {
          actions.perform(action, machine);
        }}
        onLaunchAnother={
          isOwner
            ? () => {
                void navigate(launchLikePath(machine));
              }
            : undefined
        }
        otherSizes={
          machine.failure?.code === 'capacity' &&
          machine.allowedActions.includes('retry') && (
            <Suspense fallback={<Skeleton height={110} mt="xs" />}>
              <MachineOtherSizes
                machine={machine}
                isPending={actions.isPending}
                onChoose={(size) => {
                  actions.retryAs(size, machine);
                }}
              />
            </Suspense>
          )
        }
        idle={<Idle {...machine} />}
        usage={<UsageOnceReady {...machine} />}
        saveKey={isOwner && <MachineKey machine={machine} onReplace={keyChange.ask} />}
        sshKey={isOwner && <MachineKeyRow machine={machine} onReplace={keyChange.ask} />}
        hours={
          canHaveHours(machine) && (
            <Suspense fallback={<Skeleton height={150} />}>
              <MachineHours machine={machine} />
            </Suspense>
          )
        }
        login={
          machine.state === 'ready' && (
            <Suspense fallback={<ListSkeleton rows={4} height={44} />}>
              <MachineLogin machine={machine} isOwner={isOwner} />
            </Suspense>
          )
        }
        activity={<MachineActivity machine={machine} />}
        console={
          <Suspense fallback={<Skeleton height={80} />}>
            <MachineConsole key={machine.id} machineId={machine.id} />
          </Suspense>
        }
      />
      {actions.dialogs}
      {keyChange.dialog}
    </>
  );
}

function Idle({ id, idle }: Pick<Instance, 'id' | 'idle'>) {
  return (
    idle && (
      <Suspense fallback={<Skeleton height={110} />}>
        <MachineIdle machineId={id} idle={idle} />
      </Suspense>
    )
  );
}

function UsageOnceReady({ id, readyAt, state }: Pick<Instance, 'id' | 'readyAt' | 'state'>) {
  return (
    readyAt !== undefined && (
      <Suspense fallback={<Skeleton height={200} />}>
        <MachineUsage machineId={id} isOver={state === 'terminated'} />
      </Suspense>
    )
  );
}

/** What is gone, or was never whole, is neither started nor stopped any more. */
function canHaveHours({ state }: Instance): boolean {
  return !['failed', 'terminating', 'terminated'].includes(state);
}
