import type { Instance } from '@cloudapp/contracts/instance';
import { Text } from '@mantine/core';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';

interface DeleteDialogProps extends DialogProps {
  readonly machine: Instance;
}

export function DeleteDialog({ machine, ...rest }: DeleteDialogProps) {
  return (
    <ConfirmDialog
      {...rest}
      title={`Delete ${machine.name}?`}
      confirmLabel="Delete"
      isDangerous
      failureTitle={`${machine.name} was not deleted`}
    >
      <Text size="sm">
        The machine ends and its disk is erased, with everything on it. This cannot be undone. It costs nothing from
        then on and no longer counts against the quota.
      </Text>
    </ConfirmDialog>
  );
}
