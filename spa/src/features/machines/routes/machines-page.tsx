import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { IconPlus } from '../../../components/icons.ts';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { filterMachines } from '../../../modules/machines/components/filter-machines.ts';
import { useMachineActions } from '../../../modules/machines/use-machine-actions.tsx';
import { useSelection } from '../../../lib/use-selection.ts';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { allMyMachinesQuery, myMachinesQuery } from '../../../modules/machines/api/machines.ts';
import { MachinesView } from '../components/machines-view.tsx';

export function MachinesPage() {
  const [showDeleted, setShowDeleted] = useState(false);
  const [text, setText] = useState('');
  const [state, setState] = useState<InstanceState | ''>('');
  const { selected, select, clear } = useSelection();
  const actions = useMachineActions();
  const { data, error, refetch } = useQuery({
    ...(showDeleted ? allMyMachinesQuery : myMachinesQuery),
    placeholderData: keepPreviousData,
  });

  return (
    <Page
      title="My machines"
      wide
      actions={
        // An empty list offers this itself.
        data?.length !== 0 && (
          <Button component={Link} to="/launch" leftSection={<IconPlus size={16} aria-hidden />}>
            Launch a machine
          </Button>
        )
      }
    >
      {data && (
        <MachinesView
          total={data.length}
          machines={filterMachines(data, text, state)}
          filter={{ text, onText: setText, state, onState: setState }}
          showDeleted={showDeleted}
          onShowDeleted={setShowDeleted}
          selected={selected}
          onSelect={select}
          onClearSelection={clear}
          onAction={actions.perform}
        />
      )}
      {!data && error && (
        <LoadFailure error={error} title="Your machines could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <ListSkeleton rows={5} />}
      {actions.dialogs}
    </Page>
  );
}
