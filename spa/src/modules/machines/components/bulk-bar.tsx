import type { Instance } from '@cloudapp/contracts/instance';
import { Button } from '@mantine/core';
import { SelectionBar, type SelectAll } from '../../../components/selection-bar.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { actionWords } from './action-words.ts';
import { bulkActions, type BulkAction } from './bulk-words.ts';

export interface BulkBarProps {
  /** Those that are ticked. */
  readonly machines: readonly Instance[];
  readonly onAction: (action: BulkAction) => void;
  readonly selectAll: SelectAll | undefined;
  readonly onClear: () => void;
}

/** What can be done with all ticked machines. */
export function BulkBar({ machines, selectAll, onAction, onClear }: BulkBarProps) {
  if (machines.length === 0) return null;
  return (
    <SelectionBar
      label="Selected machines"
      count={formatCount(machines.length, 'machine')}
      selectAll={selectAll}
      onClear={onClear}
    >
      {bulkActions.map((action) => (
        <BulkButton
          key={action}
          action={action}
          disabled={machines.every((machine) => !machine.allowedActions.includes(action))}
          onClick={() => {
            onAction(action);
          }}
        />
      ))}
    </SelectionBar>
  );
}

interface BulkButtonProps {
  readonly action: BulkAction;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function BulkButton({ action, disabled, onClick }: BulkButtonProps) {
  const { label, Icon } = actionWords[action];
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon size={15} aria-hidden />}
      disabled={disabled}
      {...(action === 'terminate' && !disabled && { c: 'var(--app-bad)' })}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
