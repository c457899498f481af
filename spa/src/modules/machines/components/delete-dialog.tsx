import type { Instance } from '@cloudapp/contracts/instance';
import { Text } from '@mantine/core';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface DeleteDialogProps {
  readonly opened: boolean;
  readonly machine: Instance;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
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
