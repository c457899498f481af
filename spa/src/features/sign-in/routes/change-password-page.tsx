import { Button, Stack, Text, Title } from '@mantine/core';
import { callApi } from '../../../lib/api/call-api.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { ChangePasswordForm, type Passwords } from '../../../modules/account/components/change-password-form.tsx';
import { loadSession, signOut, useCurrentUser } from '../../../modules/account/session.ts';
import { useRequest } from '../api/use-request.ts';
import { Entrance } from '../components/entrance.tsx';

/** The only page open to a user whose password was set by an administrator. */
export function ChangePasswordPage() {
  useDocumentTitle('Choose a password · CloudApp');
  const user = useCurrentUser();
  const change = useRequest(async (passwords: Passwords) => {
    await callApi('changePassword', { body: passwords });
    await loadSession();
  });
  const leave = useRequest(signOut);
  return (
    <Entrance>
      <ChangePasswordForm
        user={user}
        current={{
          label: 'One-time password',
          description: 'The one you have just signed in with.',
          wrong: 'This is not the password you signed in with.',
        }}
        pending={change.pending}
        error={change.error ?? leave.error}
        onSubmit={change.send}
        button={{ size: 'md', fullWidth: true }}
        head={
          <Stack gap={4}>
            <Title order={1} fz="1.375rem">
              Choose a password
            </Title>
            <Text size="sm" c="dimmed">
              Welcome, {user.name}. An administrator set your password; replace it with one that only you know.
            </Text>
          </Stack>
        }
      >
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            leave.send(undefined);
          }}
        >
          Sign out
        </Button>
      </ChangePasswordForm>
    </Entrance>
  );
}
