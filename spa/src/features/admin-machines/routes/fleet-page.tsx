import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router-dom';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { nextPageOf } from '../../../lib/next-page.ts';
import { paths } from '../../../lib/paths.ts';
import { useSearchTerm } from '../../../lib/use-search-term.ts';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { useMachineList } from '../../../modules/machines/use-machine-list.tsx';
import { fleetQuery, readFleet, straysQuery } from '../api/fleet.ts';
import { FleetView } from '../components/fleet-view.tsx';
import { useFleetFilter } from './use-fleet-filter.ts';

/** Hardly ever there. */
const StraysSection = lazy(async () => ({
  default: (await import('../components/strays-section.tsx')).StraysSection,
}));

export function FleetPage() {
  const { text, setText, term } = useSearchTerm();
  const [filter, setFilter] = useFleetFilter();
  const asked = { ...filter, search: term };
  const fleet = useInfiniteQuery(fleetQuery(asked));
  const blueprints = useQuery(blueprintsQuery);
  const strays = useQuery(straysQuery);
  const machines = fleet.data?.pages.flatMap((page) => page.items) ?? [];
  const { list, bulk, dialogs } = useMachineList(machines, {
    showOwner: true,
    beyond: fleet.hasNextPage ? { list: JSON.stringify(asked), read: () => readFleet(asked) } : undefined,
  });

  return (
    <Page
      title="All machines"
      description="Everybody’s machines, with what they cost."
      wide
      actions={
        <Button variant="default" component={Link} to={paths.machineRules}>
          Rules
        </Button>
      }
    >
      <Loaded query={fleet} failure="The machines could not be loaded" skeleton={<ListSkeleton rows={8} />}>
        {() => (
          <FleetView
            machines={machines}
            blueprints={blueprints.data ?? []}
            text={text}
            searched={term}
            isSearching={fleet.isPlaceholderData}
            filter={filter}
            onText={setText}
            onFilter={setFilter}
            list={list}
            bulk={bulk}
            next={nextPageOf(fleet)}
          />
        )}
      </Loaded>
      {strays.data !== undefined && strays.data.length > 0 && (
        <Suspense>
          <StraysSection strays={strays.data} />
        </Suspense>
      )}
      {dialogs}
    </Page>
  );
}
