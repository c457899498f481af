import type { User } from '@cloudapp/contracts/user';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { Notice } from '../../../components/notice.tsx';
import { StillHasMachines } from './user-failure.tsx';

export interface AccountDialogProps extends Omit<DialogProps, 'error'> {
  readonly user: User;
  readonly isSelf: boolean;
  readonly failure: ReactNode;
}

export function OwnAccount({ isSelf }: Pick<AccountDialogProps, 'isSelf'>) {
  if (!isSelf) return null;
  return (
    <Text size="sm" fw={600}>
      This is your own account: you are signed out at once.
    </Text>
  );
}

export function SignOutDialog({ user, isSelf, failure, ...rest }: AccountDialogProps) {
  return (
    <ConfirmDialog {...rest} title={`Sign ${user.name} out everywhere?`} confirmLabel="Sign out">
      <Text size="sm">
        Every browser that is signed in as {user.email} is signed out at once, and their tokens end. The password stays,
        so they can sign in again. Machines keep running.
      </Text>
      <OwnAccount isSelf={isSelf} />
      {failure}
    </ConfirmDialog>
  );
}

export function EnableDialog({ user, failure, ...rest }: Omit<AccountDialogProps, 'isSelf'>) {
  return (
    <ConfirmDialog {...rest} title={`Enable ${user.name}?`} confirmLabel="Enable">
      <Text size="sm">{user.name} can sign in again, with the same password, role and quota as before.</Text>
      {failure}
    </ConfirmDialog>
  );
}

export function DeleteUserDialog({ user, isSelf, failure, ...rest }: AccountDialogProps) {
  const hasMachines = user.quota.used > 0;
  return (
    <ConfirmDialog {...rest} title={`Delete ${user.name}?`} confirmLabel="Delete" isDangerous disabled={hasMachines}>
      {hasMachines && !failure ? (
        <Notice tone="warn" title="Not possible yet" role="status">
          <Text size="sm">
            <StillHasMachines user={user} />
          </Text>
        </Notice>
      ) : (
        <Text size="sm">
          The account {user.email} is gone for good, and with it its password and sessions. What {user.name} did stays
          in the audit log.
        </Text>
      )}
      <OwnAccount isSelf={isSelf} />
      {failure}
    </ConfirmDialog>
  );
}
