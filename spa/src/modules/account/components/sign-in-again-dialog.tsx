import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { useNow } from '../../../lib/use-now.ts';
import { PasswordField } from './password-field.tsx';
import { SignInFailure } from './sign-in-failure.tsx';

interface SignInAgainDialogProps {
  readonly opened: boolean;
  readonly email: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** When `error` came, by the server's clock, in milliseconds. */
  readonly failedAt: number;
  readonly onConfirm: (password: string) => void;
  readonly onCancel: () => void;
}

/** Over whatever was on the page, which nobody may read without a session. It has no easy way out, since the way out loses what was typed. */
export function SignInAgainDialog({
  opened,
  email,
  pending,
  error,
  failedAt,
  onConfirm,
  onCancel,
}: SignInAgainDialogProps) {
  const [password, setPassword] = useState('');
  const waitSeconds = useWait(error, failedAt);
  const isWrong = hasCode(error, 'authentication-error');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onConfirm(password);
  };
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title="Sign in again"
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      zIndex={400}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--mantine-color-body)' }}
      transitionProps={{ duration: 0 }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">
            Your session has ended, as it does after a time without use. What you typed is still there: enter the
            password of {email} to go on with it.
          </Text>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordField
            data-autofocus
            label="Password"
            name="password"
            autoComplete="current-password"
            isWrong={isWrong}
            error={isWrong ? 'This is not your password.' : undefined}
            value={password}
            onChange={setPassword}
          />
          {error instanceof Error && !isWrong && <SignInFailure error={error} waitSeconds={waitSeconds} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onCancel}>
              Leave this page
            </Button>
            <Button type="submit" loading={pending} disabled={password === '' || waitSeconds > 0}>
              Sign in
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Seconds until the next try is allowed. */
function useWait(error: unknown, failedAt: number): number {
  const passed = (useNow() - failedAt) / 1000;
  if (!hasCode(error, 'too-many-attempts', 'too-many-requests')) return 0;
  return Math.max(0, Math.ceil((error.retryAfterSeconds ?? 60) - passed));
}
