import type { User } from '@cloudapp/contracts/user';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { NewPasswordField } from '../../../components/new-password-field.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { Section } from '../../../components/section.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { passwordLength } from '../../../lib/password-strength.ts';
import { useChangePassword } from '../api/account.ts';

export function PasswordSection({ user }: { readonly user: User }) {
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { mutate, error, isPending } = useChangePassword();
  const wrongCurrent = hasCode(error, 'wrong-current-password');
  const unacceptable = hasCode(error, 'password-unacceptable') ? (error.detail ?? error.message) : undefined;
  return (
    <Section title="Password" description="Changing it signs you out on all other devices.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate(
            { currentPassword, newPassword },
            {
              onSuccess: () => {
                setCurrentPassword('');
                setNewPassword('');
                notifyDone('Password changed. Other devices are signed out.');
              },
            },
          );
        }}
      >
        <Stack gap="md" maw={460}>
          <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordInput
            label="Current password"
            name="current-password"
            autoComplete="current-password"
            maxLength={passwordLength.max}
            error={wrongCurrent ? 'This is not your current password.' : undefined}
            visibilityToggleButtonProps={{ 'aria-label': 'Show current password', tabIndex: 0 }}
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
          {error && !wrongCurrent && unacceptable === undefined && (
            <ErrorNotice error={error} title="Your password was not changed" />
          )}
          <Button
            type="submit"
            variant="default"
            loading={isPending}
            disabled={currentPassword === '' || newPassword.length < passwordLength.min}
            style={{ alignSelf: 'flex-start' }}
          >
            Change password
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
