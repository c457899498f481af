import type { User } from '@cloudapp/contracts/user';
import { notifyDone } from '../../../components/notify.tsx';
import { useDeleteUser, useResetPassword, useSignOutUser, useUpdateUser, type UserChange } from '../api/users.ts';
import { AccessDialog } from '../components/access-dialog.tsx';
import { DeleteUserDialog, EnableDialog, SignOutDialog } from '../components/account-dialogs.tsx';
import { DisableDialog } from '../components/disable-dialog.tsx';
import { GroupDialog } from '../components/group-dialog.tsx';
import { ResetPasswordDialog } from '../components/reset-password-dialog.tsx';
import type { UserAction } from '../components/user-actions-menu.tsx';
import { UserFailure } from '../components/user-failure.tsx';
import { UserFactors } from './user-factors.tsx';
import { UserTokens } from './user-tokens.tsx';

interface UserDialogProps {
  readonly action: UserAction;
  readonly user: User;
  readonly isSelf: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The dialog of one action, with the request that it leads to. */
export function UserDialog({ action, ...props }: UserDialogProps) {
  switch (action) {
    case 'reset-password':
      return <ResetQuestion {...props} />;
    case 'factors':
      return <UserFactors {...props} />;
    case 'tokens':
      return <UserTokens {...props} />;
    case 'sign-out':
      return <SignOutQuestion {...props} />;
    case 'delete':
      return <DeleteQuestion {...props} />;
    case 'access':
    case 'group':
    case 'disable':
    case 'enable':
      return <ChangeQuestion {...props} action={action} />;
  }
}

type QuestionProps = Omit<UserDialogProps, 'action'>;

function ResetQuestion({ user, opened, onClose }: QuestionProps) {
  const reset = useResetPassword();
  return (
    <ResetPasswordDialog
      {...{ user, opened, onClose }}
      invitation={reset.data}
      pending={reset.isPending}
      failure={<UserFailure error={reset.error} title="The password was not reset" user={user} />}
      onConfirm={() => {
        reset.mutate(user.id);
      }}
    />
  );
}

function SignOutQuestion({ user, isSelf, opened, onClose }: QuestionProps) {
  const signOut = useSignOutUser();
  const onSuccess = () => {
    onClose();
    notifyDone(`${user.name} is signed out everywhere`);
  };
  return (
    <SignOutDialog
      {...{ user, isSelf, opened, onClose }}
      pending={signOut.isPending}
      failure={signOut.error && <UserFailure error={signOut.error} title="Nobody was signed out" user={user} />}
      onConfirm={() => {
        signOut.mutate(user.id, { onSuccess });
      }}
    />
  );
}

function DeleteQuestion({ user, isSelf, opened, onClose }: QuestionProps) {
  const remove = useDeleteUser();
  const onSuccess = () => {
    onClose();
    notifyDone(`${user.name} is deleted`);
  };
  return (
    <DeleteUserDialog
      {...{ user, isSelf, opened, onClose }}
      pending={remove.isPending}
      failure={remove.error && <UserFailure error={remove.error} title={`${user.name} was not deleted`} user={user} />}
      onConfirm={() => {
        remove.mutate(user.id, { onSuccess });
      }}
    />
  );
}

const failures = {
  access: 'was not changed',
  group: 'was not changed',
  disable: 'was not disabled',
  enable: 'was not enabled',
} as const;

function ChangeQuestion({
  action,
  user,
  isSelf,
  opened,
  onClose,
}: QuestionProps & { readonly action: keyof typeof failures }) {
  const update = useUpdateUser();
  const apply = (changes: UserChange['changes']) => {
    update.mutate({ id: user.id, changes }, { onSuccess: onClose });
  };
  const shared = {
    ...{ user, opened, onClose },
    pending: update.isPending,
    failure: update.error && (
      <UserFailure error={update.error} title={`${user.name} ${failures[action]}`} user={user} />
    ),
  };
  switch (action) {
    case 'access':
      return <AccessDialog {...shared} isSelf={isSelf} onConfirm={apply} />;
    case 'group':
      return <GroupDialog {...shared} onConfirm={apply} />;
    case 'disable':
      return (
        <DisableDialog
          {...shared}
          isSelf={isSelf}
          onConfirm={({ stopMachines }) => {
            apply({ status: 'disabled', stopMachines });
          }}
        />
      );
    case 'enable':
      return (
        <EnableDialog
          {...shared}
          onConfirm={() => {
            apply({ status: 'active' });
          }}
        />
      );
  }
}
