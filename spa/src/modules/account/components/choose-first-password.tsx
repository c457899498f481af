import { Button, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { PasswordFailure } from './password-failure.tsx';
import { passwordLength } from '@cloudapp/contracts/password-length';

interface ChooseFirstPasswordProps {
  readonly user: { readonly name: string; readonly email: string };
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (newPassword: string) => void;
  /** Welcomes the person, and says whose password it is. */
  readonly introduction: ReactNode;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** A password in place of a one-time password, which has just been given. */
export function ChooseFirstPassword({
  user,
  pending,
  error,
  onSubmit,
  introduction,
  children,
}: ChooseFirstPasswordProps) {
  const [newPassword, setNewPassword] = useState('');
  const [sent, setSent] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setSent(newPassword);
    onSubmit(newPassword);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Stack gap={4}>
          <Title order={1} fz="1.375rem">
            Choose a password
          </Title>
          <Text size="sm" c="dimmed">
            {introduction}
          </Text>
        </Stack>
        {/* Lets password managers file the new password under the right account. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <NewPasswordField
          value={newPassword}
          onChange={setNewPassword}
          personal={[user.name, user.email]}
          error={error}
          sent={sent}
        />
        {error instanceof Error && !hasCode(error, 'password-unacceptable') && <PasswordFailure error={error} />}
        <Button type="submit" size="md" fullWidth loading={pending} disabled={newPassword.length < passwordLength.min}>
          Save password
        </Button>
        {children}
      </Stack>
    </form>
  );
}
