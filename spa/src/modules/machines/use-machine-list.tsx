import type { Instance } from '@cloudapp/contracts/instance';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { notifyFailure } from '../../components/notify.tsx';
import type { BulkBarProps } from './components/bulk-bar.tsx';
import type { MachineListActions } from './components/machine-list-props.ts';
import { useBulkActions } from './use-bulk-actions.tsx';
import { useMachineActions } from './use-machine-actions.tsx';
import { useSelection } from './use-selection.ts';

interface ListOfMachines {
  readonly list: MachineListActions;
  readonly bulk: BulkBarProps;
  /** To be rendered once on the page. */
  readonly dialogs: ReactNode;
}

interface ListOptions {
  readonly showOwner?: boolean;
  /** How to read all that match, where the page has only the first of them; another filter is another list. */
  readonly beyond?: { readonly list: string; readonly read: () => Promise<readonly Instance[]> } | undefined;
}

/** What a page with a list of machines can do: tick them, and act on one or on all that are ticked. */
export function useMachineList(
  shown: readonly Instance[],
  { showOwner = false, beyond }: ListOptions = {},
): ListOfMachines {
  const { selected, select, clear } = useSelection();
  const actions = useMachineActions();
  const all = useReadAll();
  const isRead = all.data !== undefined && all.data.list === beyond?.list;
  // A page shows newer ones than were read to be ticked.
  const known = new Map([...(isRead ? all.data.machines : []), ...shown].map((machine) => [machine.id, machine]));
  const ticked = [...known.values()].filter(({ id }) => selected.has(id));
  const bulk = useBulkActions({ machines: ticked, showOwner, onDone: clear });
  const offersAll = beyond !== undefined && !isRead && shown.every(({ id }) => selected.has(id));
  const selectAll = offersAll && {
    label: 'Select all that match',
    isLoading: all.isPending,
    run: () => {
      all.mutate(beyond, {
        onSuccess: ({ machines }) => {
          select(
            machines.map(({ id }) => id),
            true,
          );
        },
      });
    },
  };
  return {
    list: { selected, onSelect: select, onAction: actions.perform },
    bulk: {
      machines: ticked,
      selectAll: selectAll || undefined,
      onAction: bulk.ask,
      onClear: () => {
        clear();
        all.reset();
      },
    },
    dialogs: (
      <>
        {actions.dialogs}
        {bulk.dialog}
      </>
    ),
  };
}

/** Reads all machines that match, once, so that a question names exactly those whom it hits. */
function useReadAll() {
  return useMutation({
    mutationFn: async ({ list, read }: NonNullable<ListOptions['beyond']>) => ({ list, machines: await read() }),
    onError: (error) => {
      notifyFailure('Not all machines could be selected', error);
    },
  });
}
