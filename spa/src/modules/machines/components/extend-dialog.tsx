import type { Instance } from '@cloudapp/contracts/instance';
import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { formatCost } from '../../../lib/format/money.ts';
import { formatExact, formatHours } from '../../../lib/format/time.ts';
import { hourChoices } from './hour-choices.ts';

interface ExtendDialogProps extends DialogProps<number> {
  readonly machine: Instance;
  readonly longestHours: number;
}

/** Sets a new end, counted from now. */
export function ExtendDialog({ machine, longestHours, onConfirm, ...rest }: ExtendDialogProps) {
  const [chosen, setChosen] = useState(8);
  const hours = Math.min(chosen, longestHours);
  return (
    <ConfirmDialog
      {...rest}
      title={`Change the time of ${machine.name}`}
      confirmLabel="Set"
      failureTitle="The time was not changed"
      onConfirm={() => {
        onConfirm(hours);
      }}
    >
      {machine.leaseEndsAt !== undefined && (
        <Text size="sm">It stops on {formatExact(machine.leaseEndsAt)} unless you change that.</Text>
      )}
      <NativeSelect
        label="Runs for, from now"
        data-autofocus
        data={hourChoices(longestHours).map((choice) => ({ value: `${choice}`, label: formatHours(choice) }))}
        value={`${hours}`}
        onChange={(event) => {
          setChosen(Number(event.currentTarget.value));
        }}
        description={`Costs ${formatCost(machine.cost.perHour * hours)} if it runs all the time.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </ConfirmDialog>
  );
}
