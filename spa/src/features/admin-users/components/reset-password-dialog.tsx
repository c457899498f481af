import type { User } from '@cloudapp/contracts/user';
import type { WelcomeLink } from '@cloudapp/contracts/welcome-link';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import { InvitationToSend, invitationWords } from './invitation-to-send.tsx';

interface ResetPasswordDialogProps extends Omit<DialogProps, 'error'> {
  readonly user: User;
  /** Known once it is reset. */
  readonly invitation: Omit<WelcomeLink, 'email'> | undefined;
  readonly failure: ReactNode;
}

/** Asks, then shows the link once. */
export function ResetPasswordDialog(props: ResetPasswordDialogProps) {
  const { user, invitation, failure, opened, onClose, ...rest } = props;
  if (invitation !== undefined) return <ResetLink {...{ user, invitation, opened, onClose }} />;
  return (
    <ConfirmDialog
      {...rest}
      opened={opened}
      onClose={onClose}
      title={`Reset the password of ${user.name}?`}
      confirmLabel="Reset password"
    >
      <Text size="sm">
        The present password stops working, {user.name} is signed out everywhere and their tokens end. You get a link to
        hand over, at which they choose another. Machines keep running.
      </Text>
      {failure}
    </ConfirmDialog>
  );
}

interface ResetLinkProps extends Pick<ResetPasswordDialogProps, 'user' | 'opened' | 'onClose'> {
  readonly invitation: Omit<WelcomeLink, 'email'>;
}

function ResetLink({ user, invitation, opened, onClose }: ResetLinkProps) {
  const link = useShownOnce({ isShown: opened, onClose, ...invitationWords });
  const leave = () => {
    link.leave();
  };
  return (
    <Dialog opened={opened} onClose={leave} title={`A link for ${user.name}`} centered size="lg">
      <Stack gap="lg">
        <InvitationToSend user={user} invitation={invitation} occasion="reset" onTaken={link.noteTaken} />
        <Group justify="flex-end">
          <Button onClick={leave}>Done</Button>
        </Group>
        {link.question}
      </Stack>
    </Dialog>
  );
}
