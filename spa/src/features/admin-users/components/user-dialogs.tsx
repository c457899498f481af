import type { User } from '@cloudapp/contracts/user';
import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { useDeleteUser, useResetPassword, useSignOutUser, useUpdateUser } from '../api/users.ts';
import { EditUserDialog } from './edit-user-dialog.tsx';
import { HandOver } from './hand-over.tsx';
import { questionWords } from './question-words.ts';

export interface UserQuestion {
  readonly kind: 'edit' | 'reset' | 'sign-out' | 'disable' | 'enable' | 'delete';
  readonly user: User;
}

interface UserDialogsProps {
  readonly question: UserQuestion | undefined;
  readonly onClose: () => void;
}

/** One dialog for each thing that can be done with a user, saying what it means before it happens. */
export function UserDialogs({ question, onClose }: UserDialogsProps) {
  if (!question) return null;
  const { kind, user } = question;
  const key = `${kind}-${user.id}`;
  if (kind === 'edit') return <EditUserDialog key={key} user={user} onClose={onClose} />;
  return <ActionDialog key={key} kind={kind} user={user} onClose={onClose} />;
}

interface ActionDialogProps {
  readonly kind: Exclude<UserQuestion['kind'], 'edit'>;
  readonly user: User;
  readonly onClose: () => void;
}

function ActionDialog({ kind, user, onClose }: ActionDialogProps) {
  const [oneTimePassword, setOneTimePassword] = useState<string>();
  const { run, isPending, error } = useUserAction(kind, user);
  const words = questionWords(kind, user);
  if (oneTimePassword !== undefined) {
    return (
      <Modal opened onClose={onClose} title={`New password for ${user.name}`} centered closeOnClickOutside={false}>
        <HandOver user={user} oneTimePassword={oneTimePassword} onDone={onClose} />
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={words.title}
      confirmLabel={words.confirm}
      isDangerous={kind === 'delete'}
      disabled={kind === 'delete' && user.quota.used > 0}
      pending={isPending}
      error={error}
      failureTitle={words.failure}
      onConfirm={() => {
        run((password) => {
          if (password !== undefined) {
            setOneTimePassword(password);
            return;
          }
          notifyDone(words.done);
          onClose();
        });
      }}
      onClose={onClose}
    >
      <Text size="sm">{words.text}</Text>
    </ConfirmDialog>
  );
}

/** What an action calls; a password reset answers with the new password. */
function useUserAction(kind: ActionDialogProps['kind'], user: User) {
  const update = useUpdateUser();
  const reset = useResetPassword();
  const signOut = useSignOutUser();
  const remove = useDeleteUser();
  const { id } = user;
  const run = (onSuccess: (oneTimePassword?: string) => void) => {
    const done = {
      onSuccess: () => {
        onSuccess();
      },
    };
    switch (kind) {
      case 'reset':
        reset.mutate(
          { id },
          {
            onSuccess: (answer) => {
              onSuccess(answer.oneTimePassword);
            },
          },
        );
        break;
      case 'sign-out':
        signOut.mutate({ id }, done);
        break;
      case 'disable':
        update.mutate({ id, changes: { status: 'disabled' } }, done);
        break;
      case 'enable':
        update.mutate({ id, changes: { status: 'active' } }, done);
        break;
      case 'delete':
        remove.mutate({ id }, done);
        break;
    }
  };
  const mutations = [update, reset, signOut, remove];
  return {
    run,
    isPending: mutations.some((mutation) => mutation.isPending),
    error: mutations.map((mutation) => mutation.error).find((error) => error !== null),
  };
}
