import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { NewPasswordField } from '../../../modules/account/components/new-password-field.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { passwordLength } from '../../../modules/account/components/password-strength.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { loadSession, signOut, useCurrentUser } from '../../../modules/account/session.ts';
import { useRequest } from '../api/use-request.ts';
import { Entrance } from '../components/entrance.tsx';

/** The only page open to a user whose password was set by an administrator. */
export function ChangePasswordPage() {
  useDocumentTitle('Choose a password · CloudApp');
  const user = useCurrentUser();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useRequest(async (passwords: { currentPassword: string; newPassword: string }) => {
    await callApi('changePassword', { body: passwords });
    await loadSession();
  });
  const leave = useRequest(signOut);
  const error = change.error ?? leave.error;
  const wrongCurrent = hasCode(error, 'wrong-current-password');
  const unacceptable = hasCode(error, 'password-unacceptable') ? (error.detail ?? error.message) : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.send({ currentPassword, newPassword });
  };

  return (
    <Entrance>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Stack gap={4}>
            <Title order={1} fz="1.375rem">
              Choose a password
            </Title>
            <Text size="sm" c="dimmed">
              Welcome, {user.name}. An administrator set your password; replace it with one that only you know.
            </Text>
          </Stack>
          {/* Lets password managers file the new password under the right account. */}
          <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordInput
            label="One-time password"
            description="The one you have just signed in with."
            name="current-password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            maxLength={passwordLength.max}
            aria-invalid={wrongCurrent}
            error={wrongCurrent ? 'This is not the password you signed in with.' : undefined}
            visibilityToggleButtonProps={{ 'aria-label': 'Show one-time password', tabIndex: 0 }}
            value={currentPassword}
            onChange={(event) => {
              setCurrentPassword(event.currentTarget.value);
            }}
          />
          <NewPasswordField
            value={newPassword}
            onChange={setNewPassword}
            personal={[user.name, user.email]}
            error={unacceptable}
          />
          {error instanceof Error && !wrongCurrent && unacceptable === undefined && (
            <ErrorNotice error={error} title="Your password was not changed" />
          )}
          <Button
            type="submit"
            size="md"
            fullWidth
            loading={change.pending}
            disabled={currentPassword === '' || newPassword.length < passwordLength.min}
          >
            Change password
          </Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              leave.send(undefined);
            }}
          >
            Sign out
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
