import type { Instance } from '@cloudapp/contracts/instance';
import type { ReactNode } from 'react';
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

/** What a page with a list of machines can do: tick them, and act on one or on all that are ticked. */
export function useMachineList(shown: readonly Instance[], { showOwner = false } = {}): ListOfMachines {
  const { selected, select, clear } = useSelection();
  const actions = useMachineActions();
  const ticked = shown.filter(({ id }) => selected.has(id));
  const bulk = useBulkActions({ machines: ticked, showOwner, onDone: clear });
  return {
    list: { selected, onSelect: select, onAction: actions.perform },
    bulk: { machines: ticked, onAction: bulk.ask, onClear: clear },
    dialogs: (
      <>
        {actions.dialogs}
        {bulk.dialog}
      </>
    ),
  };
}
