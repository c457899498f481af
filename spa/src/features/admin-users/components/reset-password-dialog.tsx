import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useResetPassword } from '../api/users.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { UserFailure } from './user-failure.tsx';

interface ResetPasswordDialogProps {
  readonly user: User;
  readonly isSelf: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks, then shows the new one-time password once. */
export function ResetPasswordDialog({ user, isSelf, opened, onClose }: ResetPasswordDialogProps) {
  const reset = useResetPassword();
  if (reset.data) {
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
          <OneTimePassword user={user} password={reset.data.oneTimePassword} occasion="reset" />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Reset the password of ${user.name}?`}
      confirmLabel="Reset password"
      pending={reset.isPending}
      onConfirm={() => {
        reset.mutate(user.id);
      }}
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
      <UserFailure error={reset.error} title="The password was not reset" user={user} />
    </ConfirmDialog>
  );
}
