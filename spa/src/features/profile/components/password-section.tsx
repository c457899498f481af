import type { User } from '@cloudapp/contracts/user';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { NewPasswordField } from '../../../modules/account/components/new-password-field.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/section.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDuration } from '../../../lib/format/time.ts';
import { passwordLength } from '../../../modules/account/components/password-strength.ts';
import { useChangePassword } from '../api/profile.ts';

/** The own password. What is wrong with which field stands at that field. */
export function PasswordSection({ user }: { readonly user: Pick<User, 'name' | 'email'> }) {
  const change = useChangePassword();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { error } = change;
  const isWrong = hasCode(error, 'wrong-current-password');
  const unacceptable = hasCode(error, 'password-unacceptable') ? (error.detail ?? error.message) : undefined;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(
      { currentPassword, newPassword },
      {
        onSuccess: () => {
          setCurrentPassword('');
          setNewPassword('');
        },
      },
    );
  };
  return (
    <Section title="Password" description="Changing it signs you out everywhere else.">
      <form onSubmit={submit}>
        <Stack gap="md">
          {/* Lets password managers file the new password under the right account. */}
          <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordInput
            label="Current password"
            name="current-password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            maxLength={passwordLength.max}
            aria-invalid={isWrong}
            error={isWrong ? 'This is not your current password.' : undefined}
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
          {error && !isWrong && unacceptable === undefined && <PasswordFailure error={error} />}
          {change.isSuccess && newPassword === '' && (
            <Notice tone="good" title="Your password is changed" role="status">
              <Text size="sm">You stay signed in here and were signed out everywhere else.</Text>
            </Notice>
          )}
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={change.isPending}
              disabled={currentPassword === '' || newPassword.length < passwordLength.min}
            >
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function PasswordFailure({ error }: { readonly error: Error }) {
  const title = 'Your password was not changed';
  if (!hasCode(error, 'too-many-attempts')) return <ErrorNotice error={error} title={title} />;
  const wait = error.retryAfterSeconds === undefined ? 'a while' : formatDuration(error.retryAfterSeconds);
  return (
    <Notice tone="bad" title={title} role="alert">
      <Text size="sm">The current password was wrong too often. Wait {wait}, then try again.</Text>
    </Notice>
  );
}
