import { Button } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconPlus } from '../../../components/icons.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { paths, type PageSearch } from '../../../lib/paths.ts';
import { useListAddress } from '../../../lib/use-list-address.ts';
import { useSearchTerm } from '../../../lib/use-search-term.ts';
import { asState } from '../../../modules/machines/as-state.ts';
import { useMachineList } from '../../../modules/machines/use-machine-list.tsx';
import { MachinesView } from '../components/machines-view.tsx';
import { useMyMachines } from './use-my-machines.ts';

export function MachinesPage() {
  const { text, setText, term } = useSearchTerm();
  const { valueOf, set } = useListAddress<Exclude<keyof PageSearch['machines'], 'q'>>();
  const state = asState(valueOf('state'));
  const withDeleted = valueOf('deleted') === 'true';
  const query = useMyMachines({ search: term, state, withDeleted });
  const machines = query.data ?? [];
  const { list, bulk, dialogs } = useMachineList(machines);

  return (
    <Page
      title="My machines"
      wide
      actions={
        // An empty list offers this itself.
        (query.data?.length !== 0 || query.isNarrowed) && (
          <Button component={Link} to={paths.catalogue} leftSection={<IconPlus size={16} aria-hidden />}>
            Launch a machine
          </Button>
        )
      }
    >
      <Loaded query={query} failure="Your machines could not be loaded" skeleton={<ListSkeleton rows={5} />}>
        {({ length }) => (
          <MachinesView
            hasAny={length > 0 || query.isNarrowed}
            machines={machines}
            filter={{
              text,
              onText: setText,
              state: state ?? '',
              onState: (chosen) => {
                set({ state: chosen });
              },
            }}
            showDeleted={withDeleted}
            onShowDeleted={(show) => {
              set({ deleted: show ? 'true' : '' });
            }}
            list={list}
            bulk={bulk}
            next={query.next}
          />
        )}
      </Loaded>
      {dialogs}
    </Page>
  );
}
