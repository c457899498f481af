import { Button, Stack, type ButtonProps } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { PasswordFailure } from './password-failure.tsx';
import { PasswordField } from './password-field.tsx';
import { fewestCharacters } from './password-strength.ts';

export interface Passwords {
  readonly currentPassword: string;
  readonly newPassword: string;
}

interface ChangePasswordFormProps {
  readonly user: { readonly name: string; readonly email: string; readonly hasSecondFactor: boolean };
  /** How the page calls the present password. */
  readonly current: { readonly label: string; readonly description?: string; readonly wrong: string };
  readonly pending: boolean;
  readonly error: unknown;
  /** Stands in the place of a failure once the password is changed, until another is typed. */
  readonly success?: ReactNode;
  readonly onSubmit: (passwords: Passwords, clear: () => void) => void;
  readonly button: ButtonProps;
  /** Stands over the fields. */
  readonly head?: ReactNode;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** The own password, old and new. What is wrong with which field stands at that field. */
export function ChangePasswordForm(props: ChangePasswordFormProps) {
  const { user, current, pending, error, success, onSubmit } = props;
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [sent, setSent] = useState<string>();
  const isWrong = hasCode(error, 'wrong-current-password');
  const clear = () => {
    setCurrentPassword('');
    setNewPassword('');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setSent(newPassword);
    onSubmit({ currentPassword, newPassword }, clear);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {props.head}
        {/* Lets password managers file the new password under the right account. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordField
          label={current.label}
          description={current.description}
          name="current-password"
          autoComplete="current-password"
          isWrong={isWrong}
          error={isWrong ? current.wrong : undefined}
          value={currentPassword}
          onChange={setCurrentPassword}
        />
        <NewPasswordField
          value={newPassword}
          onChange={setNewPassword}
          personal={[user.name, user.email]}
          hasSecondFactor={user.hasSecondFactor}
          error={error}
          sent={sent}
        />
        {error instanceof Error && !hasCode(error, 'wrong-current-password', 'password-unacceptable') && (
          <PasswordFailure error={error} />
        )}
        {newPassword === '' && success}
        <Button
          {...props.button}
          type="submit"
          loading={pending}
          disabled={currentPassword === '' || newPassword.length < fewestCharacters(user.hasSecondFactor)}
        >
          Change password
        </Button>
        {props.children}
      </Stack>
    </form>
  );
}
