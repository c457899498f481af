import type { User } from '@cloudapp/contracts/user';
import { Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { OwnAccount, type AccountDialogProps } from './account-dialogs.tsx';

interface DisableDialogProps extends Omit<AccountDialogProps, 'onConfirm'> {
  readonly onConfirm: DialogProps<{ readonly stopMachines: boolean }>['onConfirm'];
}

export function DisableDialog({ user, isSelf, failure, onConfirm, ...rest }: DisableDialogProps) {
  const [stopMachines, setStopMachines] = useState(true);
  return (
    <ConfirmDialog
      {...rest}
      title={`Disable ${user.name}?`}
      confirmLabel="Disable"
      isDangerous
      onConfirm={() => {
        onConfirm({ stopMachines });
      }}
    >
      <Text size="sm">
        {user.name} is signed out everywhere at once, and their tokens end. They cannot sign in until the account is
        enabled again.
      </Text>
      {user.quota.used > 0 && <MachinesChoice user={user} value={stopMachines} onChange={setStopMachines} />}
      <OwnAccount isSelf={isSelf} />
      {failure}
    </ConfirmDialog>
  );
}

interface MachinesChoiceProps {
  readonly user: User;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** What becomes of the machines of somebody who cannot sign in. */
function MachinesChoice({ user, value, onChange }: MachinesChoiceProps) {
  const { name, quota } = user;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {name} has {formatCount(quota.used, 'machine')}. While one runs, it costs money, and whoever holds its key can
        still log in with ssh.
      </Text>
      <Checkbox
        label={quota.used === 1 ? 'Stop it' : `Stop all ${quota.used}`}
        description="Within two minutes; one that still installs, once it is ready. Disks are kept. Only an administrator can start them again."
        checked={value}
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
      />
    </Stack>
  );
}
