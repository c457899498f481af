import type { Instance } from '@cloudapp/contracts/instance';
import { Button } from '@mantine/core';
import { formatCount } from '../../../lib/format/size.ts';
import { actionWords } from './action-words.ts';
import { bulkActions, type BulkAction } from './bulk-words.ts';
import classes from './bulk-bar.module.css';

export interface BulkBarProps {
  /** Those that are ticked. */
  readonly machines: readonly Instance[];
  readonly onAction: (action: BulkAction) => void;
  readonly onClear: () => void;
}

/**
 * What can be done with all ticked machines; each asks first and shows whom it hits. It floats below the list, for in the
 * flow above it would push away the row that is to be ticked next.
 */
export function BulkBar({ machines, onAction, onClear }: BulkBarProps) {
  if (machines.length === 0) return null;
  return (
    <section className={classes['bar']} aria-label="Selected machines">
      <span className={classes['count']} aria-live="polite">
        {formatCount(machines.length, 'machine')} selected
      </span>
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
      <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
        Clear selection
      </Button>
    </section>
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
