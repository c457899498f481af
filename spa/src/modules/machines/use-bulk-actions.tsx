import type { Instance } from '@cloudapp/contracts/instance';
import { useState, type ReactNode } from 'react';
import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { notifyDone } from '../../components/notify.tsx';
import { formatCount } from '../../lib/format/size.ts';
import { useBulkCommand } from './api/machine-actions.ts';
import { bulkDoneWords, type BulkAction } from './components/bulk-words.ts';

const BulkDialog = lazyDialog(async () => (await import('./components/bulk-dialog.tsx')).BulkDialog);

interface BulkOptions {
  readonly machines: readonly Instance[];
  readonly showOwner: boolean;
  readonly onDone: () => void;
}

interface BulkActions {
  /** Asks before it does anything. */
  readonly ask: (action: BulkAction) => void;
  /** To be rendered once on the page. */
  readonly dialog: ReactNode;
}

/** What can be done with several machines at once. */
export function useBulkActions(options: BulkOptions): BulkActions {
  const [action, setAction] = useState<BulkAction>();
  const [opened, setOpened] = useState(false);
  const ask = (asked: BulkAction) => {
    setAction(asked);
    setOpened(true);
  };
  const dialog = action && (
    <BulkQuestion
      key={`${action}-${String(opened)}`}
      {...options}
      action={action}
      opened={opened}
      onClose={() => {
        setOpened(false);
      }}
    />
  );
  return { ask, dialog };
}

interface BulkQuestionProps extends BulkOptions {
  readonly action: BulkAction;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function BulkQuestion({ action, opened, machines, showOwner, onDone, onClose }: BulkQuestionProps) {
  const command = useBulkCommand();
  const affected = machines.filter((machine) => machine.allowedActions.includes(action));
  const onSuccess = () => {
    notifyDone(`${formatCount(affected.length, 'machine')} ${bulkDoneWords[action]}`);
    onDone();
    onClose();
  };
  return (
    <BulkDialog
      action={action}
      opened={opened}
      affected={affected}
      spared={machines.filter((machine) => !affected.includes(machine))}
      showOwner={showOwner}
      pending={command.isPending}
      error={command.error?.cause}
      failureTitle={`Did not work for ${command.error?.message ?? ''}`}
      onConfirm={() => {
        command.mutate({ action, machines: affected }, { onSuccess });
      }}
      onClose={onClose}
    />
  );
}
