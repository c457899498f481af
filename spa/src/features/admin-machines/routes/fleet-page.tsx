import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { nextPageOf } from '../../../lib/next-page.ts';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { filterMachines } from '../../../modules/machines/components/filter-machines.ts';
import { useMachineList } from '../../../modules/machines/use-machine-list.tsx';
import { fleetQuery, straysQuery } from '../api/fleet.ts';
import { FleetView } from '../components/fleet-view.tsx';
import { StraysSection } from '../components/strays-section.tsx';
import { useFleetFilter } from './use-fleet-filter.ts';

export function FleetPage() {
  const [text, setText] = useState('');
  const [filter, setFilter] = useFleetFilter();
  const fleet = useInfiniteQuery(fleetQuery(filter));
  const blueprints = useQuery(blueprintsQuery);
  const strays = useQuery(straysQuery);
  const machines = filterMachines(fleet.data?.pages.flatMap((page) => page.items) ?? [], text, '');
  const { list, bulk, dialogs } = useMachineList(machines, { showOwner: true });

  return (
    <Page title="All machines" description="Everybody’s machines, with what they cost." wide>
      <Loaded query={fleet} failure="The machines could not be loaded" skeleton={<ListSkeleton rows={8} />}>
        {() => (
          <FleetView
            machines={machines}
            blueprints={blueprints.data ?? []}
            text={text}
            filter={filter}
            onText={setText}
            onFilter={setFilter}
            list={list}
            bulk={bulk}
            next={nextPageOf(fleet)}
          />
        )}
      </Loaded>
      <StraysSection strays={strays.data ?? []} />
      {dialogs}
    </Page>
  );
}
