import type { Instance } from '@cloudapp/contracts/instance';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../lib/format/size.ts';
import { actionWords } from './action-words.ts';
import { BulkDialog, type BulkAction } from './bulk-dialog.tsx';
import classes from './bulk-bar.module.css';

interface BulkBarProps {
  readonly machines: readonly Instance[];
  readonly showOwner?: boolean;
  readonly onClear: () => void;
}

/**
 * What can be done with all ticked machines; each asks first and shows whom it hits. It floats below the list, for in the
 * flow above it would push away the row that is to be ticked next.
 */
export function BulkBar({ machines, showOwner = false, onClear }: BulkBarProps) {
  const [action, setAction] = useState<BulkAction>();
  const [opened, setOpened] = useState(false);
  const ask = (asked: BulkAction) => {
    setAction(asked);
    setOpened(true);
  };
  return (
    <>
      {machines.length > 0 && (
        <section className={classes['bar']} aria-label="Selected machines">
          <span className={classes['count']} aria-live="polite">
            {formatCount(machines.length, 'machine')} selected
          </span>
          {(['start', 'stop', 'terminate'] as const).map((candidate) => (
            <BulkButton
              key={candidate}
              action={candidate}
              disabled={machines.every((machine) => !machine.allowedActions.includes(candidate))}
              onClick={() => {
                ask(candidate);
              }}
            />
          ))}
          <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
            Clear selection
          </Button>
        </section>
      )}
      {action && (
        <BulkDialog
          key={`${action}-${String(opened)}`}
          action={action}
          opened={opened}
          machines={machines}
          showOwner={showOwner}
          onDone={onClear}
          onClose={() => {
            setOpened(false);
          }}
        />
      )}
    </>
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
