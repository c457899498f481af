import { Button } from '@mantine/core';
import { callApi } from '../../../lib/api/call-api.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { ChooseFirstPassword } from '../../../modules/account/components/choose-first-password.tsx';
import { loadSession, signOut, useCurrentUser } from '../../../modules/account/session.ts';
import { useRequest } from '../../../lib/use-request.ts';
import { Entrance } from '../../../components/entrance.tsx';

/** The only page open to a user whose password was set by an administrator. */
export function ChangePasswordPage() {
  useDocumentTitle('Choose a password · CloudApp');
  const user = useCurrentUser();
  const change = useRequest(async (newPassword: string) => {
    await callApi('changePassword', { body: { newPassword } });
    await loadSession();
  });
  const leave = useRequest(signOut);
  return (
    <Entrance>
      <ChooseFirstPassword
        user={user}
        pending={change.pending}
        error={change.error ?? leave.error}
        onSubmit={change.send}
        introduction={
          <>
            Welcome, {user.name}. You came in with a one-time password, which has done its work. Choose one that only
            you know.
          </>
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
      </ChooseFirstPassword>
    </Entrance>
  );
}
