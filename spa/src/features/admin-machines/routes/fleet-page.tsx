import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { filterMachines } from '../../../components/machines/filter-machines.ts';
import { useMachineActions } from '../../../components/machines/use-machine-actions.tsx';
import { useSelection } from '../../../components/machines/use-selection.ts';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { blueprintsQuery } from '../../../lib/queries/blueprints.ts';
import { fleetQuery, straysQuery } from '../api/fleet.ts';
import { FleetView } from '../components/fleet-view.tsx';
import { StraysSection } from '../components/strays-section.tsx';

function isState(value: string): value is InstanceState {
  return (instanceStates as readonly string[]).includes(value);
}

export function FleetPage() {
  const [parameters, setParameters] = useSearchParams();
  const [text, setText] = useState('');
  const state = parameters.get('state') ?? '';
  const ownerId = parameters.get('owner') ?? '';
  const blueprintId = parameters.get('blueprint') ?? '';
  const fleet = useInfiniteQuery(
    fleetQuery({
      state: isState(state) ? state : undefined,
      ownerId: ownerId === '' ? undefined : ownerId,
      blueprintId: blueprintId === '' ? undefined : blueprintId,
    }),
  );
  const blueprints = useQuery(blueprintsQuery);
  const strays = useQuery(straysQuery);
  const { selected, select, clear } = useSelection();
  const actions = useMachineActions();
  const machines = fleet.data?.pages.flatMap((page) => page.items);

  // Filters are in the address, so that the overview can link to them and a reload keeps them.
  const setFilter = (name: string, value: string) => {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  };

  return (
    <Page title="All machines" description="Everybody’s machines, with what they cost." wide>
      {machines && (
        <FleetView
          machines={filterMachines(machines, text, '')}
          blueprints={blueprints.data ?? []}
          filter={{ text, state: isState(state) ? state : '', ownerId, blueprintId }}
          onText={setText}
          onFilter={setFilter}
          selected={selected}
          onSelect={select}
          onClearSelection={clear}
          onAction={actions.perform}
          onMore={fleet.hasNextPage ? () => void fleet.fetchNextPage() : undefined}
          isLoadingMore={fleet.isFetchingNextPage}
        />
      )}
      {!machines && fleet.error && (
        <LoadFailure
          error={fleet.error}
          title="The machines could not be loaded"
          onRetry={() => void fleet.refetch()}
        />
      )}
      {!machines && !fleet.error && <ListSkeleton rows={8} />}
      {strays.data && strays.data.length > 0 && <StraysSection strays={strays.data} />}
      {actions.dialogs}
    </Page>
  );
}
