import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { OneTimePassword } from './one-time-password.tsx';

interface ResetPasswordDialogProps extends Omit<DialogProps, 'error'> {
  readonly user: User;
  readonly isSelf: boolean;
  /** Known once it is reset. */
  readonly oneTimePassword: string | undefined;
  readonly failure: ReactNode;
}

/** Asks, then shows the new one-time password once. */
export function ResetPasswordDialog(props: ResetPasswordDialogProps) {
  const { user, isSelf, oneTimePassword, failure, opened, onClose, ...rest } = props;
  if (oneTimePassword !== undefined) {
    return (
      <Modal
        opened={opened}
        onClose={onClose}
        title={`New password of ${user.name}`}
        centered
        size="lg"
        // A click beside it must not take the password away.
        closeOnClickOutside={false}
      >
        <Stack gap="lg">
          <OneTimePassword user={user} password={oneTimePassword} occasion="reset" />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      {...rest}
      opened={opened}
      onClose={onClose}
      title={`Reset the password of ${user.name}?`}
      confirmLabel="Reset password"
    >
      <Text size="sm">
        The present password stops working and {user.name} is signed out everywhere. You get a one-time password to hand
        over. Machines keep running.
      </Text>
      {isSelf && (
        <Text size="sm" fw={600}>
          This is your own account. Change your password on your profile page instead: you would be signed out before
          you can copy this one.
        </Text>
      )}
      {failure}
    </ConfirmDialog>
  );
}
