import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { filterMachines } from '../../../modules/machines/components/filter-machines.ts';
import { useMachineActions } from '../../../modules/machines/use-machine-actions.tsx';
import { useSelection } from '../../../lib/use-selection.ts';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { fleetQuery, straysQuery } from '../api/fleet.ts';
import { FleetView } from '../components/fleet-view.tsx';
import { useFleetFilter } from './use-fleet-filter.ts';
import { StraysSection } from '../components/strays-section.tsx';

export function FleetPage() {
  const [text, setText] = useState('');
  const [filter, setFilter] = useFleetFilter();
  const fleet = useInfiniteQuery(fleetQuery(filter));
  const blueprints = useQuery(blueprintsQuery);
  const strays = useQuery(straysQuery);
  const { selected, select, clear } = useSelection();
  const actions = useMachineActions();
  const machines = fleet.data?.pages.flatMap((page) => page.items);

  return (
    <Page title="All machines" description="Everybody’s machines, with what they cost." wide>
      {machines && (
        <FleetView
          machines={filterMachines(machines, text, '')}
          blueprints={blueprints.data ?? []}
          text={text}
          filter={filter}
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
      <StraysSection strays={strays.data ?? []} />
      {actions.dialogs}
    </Page>
  );
}
