import type { Instance } from '@cloudapp/contracts/instance';
import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { formatCost } from '../../../lib/format/money.ts';
import { formatExact, formatHours } from '../../../lib/format/time.ts';

const choices = [1, 4, 8, 24, 72, 168, 720];

interface ExtendDialogProps extends DialogProps<number> {
  readonly machine: Instance;
}

/** Sets a new end, counted from now. */
export function ExtendDialog({ machine, onConfirm, ...rest }: ExtendDialogProps) {
  const [hours, setHours] = useState(8);
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
        data={choices.map((choice) => ({ value: `${choice}`, label: formatHours(choice) }))}
        value={`${hours}`}
        onChange={(event) => {
          setHours(Number(event.currentTarget.value));
        }}
        description={`Costs ${formatCost(machine.cost.perHour * hours)} if it runs all the time.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </ConfirmDialog>
  );
}
