import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { IconPlus } from '../../../components/icons.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { paths } from '../../../lib/paths.ts';
import { useSearchTerm } from '../../../lib/use-search-term.ts';
import { allMyMachinesQuery, myMachinesFoundQuery, myMachinesQuery } from '../../../modules/machines/api/machines.ts';
import { useMachineList } from '../../../modules/machines/use-machine-list.tsx';
import { MachinesView } from '../components/machines-view.tsx';

function sourceOf(term: string, showDeleted: boolean) {
  if (term !== '') return myMachinesFoundQuery(term, showDeleted);
  return showDeleted ? allMyMachinesQuery : myMachinesQuery;
}

export function MachinesPage() {
  const [showDeleted, setShowDeleted] = useState(false);
  const { text, setText, term } = useSearchTerm();
  const [state, setState] = useState<InstanceState | ''>('');
  const query = useQuery({
    ...sourceOf(term, showDeleted),
    placeholderData: keepPreviousData,
  });
  const machines = (query.data ?? []).filter((machine) => state === '' || machine.state === state);
  const { list, bulk, dialogs } = useMachineList(machines);

  return (
    <Page
      title="My machines"
      wide
      actions={
        // An empty list offers this itself.
        (query.data?.length !== 0 || term !== '') && (
          <Button component={Link} to={paths.catalogue} leftSection={<IconPlus size={16} aria-hidden />}>
            Launch a machine
          </Button>
        )
      }
    >
      <Loaded query={query} failure="Your machines could not be loaded" skeleton={<ListSkeleton rows={5} />}>
        {({ length }) => (
          <MachinesView
            hasAny={length > 0 || term !== ''}
            machines={machines}
            filter={{ text, onText: setText, state, onState: setState }}
            showDeleted={showDeleted}
            onShowDeleted={setShowDeleted}
            list={list}
            bulk={bulk}
          />
        )}
      </Loaded>
      {dialogs}
    </Page>
  );
}
